import type { InterruptRequest, PartAnswer } from '@pm-bot/domain'
import type { AgentEnd } from '../agent-graph.ts'
import { operatorWords } from '../operator-words.ts'

/** What becomes of a run whose change was decided about. */
export function concludeChange(answer: PartAnswer, request: InterruptRequest): AgentEnd | { back: string } {
  if (answer.action === 'respond') {
    return {
      back: `The operator looked at your change and asks for more before it is applied: ${operatorWords(answer)}`,
    }
  }
  if (answer.action !== 'approve' || request.kind !== 'changeset_apply') {
    const why = answer.reason ? `: ${answer.reason}` : ''
    return { status: 'failed', reason: `the change was not approved${why}` }
  }
  const branch = request.changeset.branch.replace('refs/heads/', '')
  const commit = answer.commitSha ? `commit ${answer.commitSha.slice(0, 12)}` : 'a commit'
  return { status: 'completed', summary: `The change is ${commit} on the branch ${branch}.` }
}
