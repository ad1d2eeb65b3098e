import type { Decide } from '../inbox/decide-item.ts'
import type { RuleContext } from '../run/decide-run.ts'
import type { Run } from '../run/run.ts'
import type { RunEvent } from '../run/run-event.ts'
import { effectOf } from '../tool/call-reach.ts'
import { ruleFits, whereOf } from '../tool/match-rule.ts'
import type { ToolCall } from '../tool/tool-policy.ts'
import { DomainError } from '../values/errors.ts'

/** The grant that comes with a decision about a call, of calls like it unless the decision says otherwise. @throws DomainError */
export function grantGiven(
  run: Run,
  call: Pick<ToolCall, 'tool' | 'args'>,
  { itemId, scope, by }: Decide,
  context: RuleContext,
): RunEvent[] {
  if (!scope) return []
  const where = scope.where ?? whereOf(call)
  if (where === null) {
    const sentence = 'no pattern can say which calls are like this one; allow it alone, or name the arguments'
    throw new DomainError('action_not_allowed', sentence)
  }
  if (!ruleFits({ tool: call.tool, where }, call)) {
    const sentence =
      '“scope.where” does not fit the call that is approved: a grant covers calls like this one'
    throw new DomainError('bad_request', sentence)
  }
  const coversTainted = scope.coversTainted === true
  if (!coversTainted && (run.taint ?? []).length > 0 && effectOf(call) === 'outside') {
    const sentence =
      'this run has read what must not be passed on, and the call may reach outside: a grant covers such calls only if it says so (coversTainted)'
    throw new DomainError('action_not_allowed', sentence)
  }
  if (scope.kind === 'repo' && !(Date.parse(scope.until) > Date.parse(context.now))) {
    throw new DomainError('bad_request', '“scope.until” must be a time to come')
  }
  const grantId = context.newId()
  return [{ type: 'grant-given', grantId, tool: call.tool, where, scope, coversTainted, itemId, by }]
}
