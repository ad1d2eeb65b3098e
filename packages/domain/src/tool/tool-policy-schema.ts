import { Type } from 'typebox'
import type { GrantScope } from '../grant/grant.ts'
import { oneOf, strict, Time } from '../values/schema-parts.ts'
import type { ToolPolicy } from './tool-policy.ts'
import { ToolNameText, Where } from './tool-rule-schema.ts'

/** What an agent may do, as a proposal says it and its run shows it. */
export const ToolPolicyBody = Type.Unsafe<ToolPolicy>(
  Type.Object(
    {
      rules: Type.Array(
        Type.Object(
          {
            tool: ToolNameText,
            where: Type.Optional(Where),
            verdict: oneOf(['allow', 'ask', 'deny'] as const),
          },
          strict,
        ),
        { maxItems: 100, description: 'The first that fits decides; what none fits is denied.' },
      ),
    },
    strict,
  ),
)

const coversTainted = Type.Optional(
  Type.Boolean({
    description:
      'Whether it also covers calls that reach outside after the run has read text from outside or private content.',
  }),
)
const where = Type.Optional(Where)

/** What a decision allows beyond the call that it is about; without `where`, calls like that one. */
export const GrantScopeBody = Type.Unsafe<GrantScope>(
  Type.Union([
    Type.Object(
      {
        kind: Type.Literal('calls'),
        count: Type.Integer({ minimum: 1, maximum: 1000, description: 'How many more, in this run.' }),
        where,
        coversTainted,
      },
      strict,
    ),
    Type.Object({ kind: Type.Literal('run'), where, coversTainted }, strict),
    Type.Object({ kind: Type.Literal('repo'), until: Time, where, coversTainted }, strict),
  ]),
)
