import { Type } from 'typebox'
import { line, strict, text } from '../values/schema-parts.ts'

const number = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
/** GitHub's own limits: of a comment and body 65,536 characters, of a title 256, of a label's name 50. */
const body = text(65_536)
const label = line(50)

/** What a person may edit writes to GitHub into. The page makes its form of it. */
export const PublishOperations = Type.Array(
  Type.Union([
    Type.Object({ op: Type.Literal('comment'), number, body }, strict),
    Type.Object(
      { op: Type.Literal('add-labels'), number, labels: Type.Array(label, { minItems: 1, maxItems: 100 }) },
      strict,
    ),
    Type.Object({ op: Type.Literal('remove-label'), number, label }, strict),
    Type.Object(
      {
        op: Type.Literal('create-issue'),
        title: line(256),
        body,
        labels: Type.Array(label, { maxItems: 100 }),
      },
      strict,
    ),
    Type.Object({ op: Type.Literal('close'), number }, strict),
    Type.Object(
      {
        op: Type.Literal('delete-branch'),
        branch: line(255),
        sha: Type.String({ pattern: '^[0-9a-f]{40,64}$' }),
      },
      strict,
    ),
  ]),
  { minItems: 1, maxItems: 50 },
)
