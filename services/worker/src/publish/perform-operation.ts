import {
  type GitHubWriter,
  markerOf,
  type OperationReport,
  type PublishOperation,
  type PublishPlan,
} from '@pm-bot/domain'
import { isRefusal, wordsOf } from '../github-trouble.ts'

interface OperationJob {
  decisionId: string
  plan: PublishPlan
  operation: PublishOperation
  /** Its place in the plan. */
  at: number
}

/** @throws GitHubRefusedError */
export async function performOperation(
  writer: GitHubWriter,
  { decisionId, plan: { fullName }, operation, at }: OperationJob,
): Promise<OperationReport> {
  const marker = markerOf(decisionId, `${operation.op}/${at}`)
  const report = (done: { adopted: boolean; url?: string }, detail: string): OperationReport => ({
    op: operation.op,
    status: done.adopted ? 'adopted' : 'done',
    detail,
    url: done.url ?? null,
  })
  switch (operation.op) {
    case 'comment': {
      const { number, body } = operation
      const done = await writer.ensureComment({ fullName, number, body: marked(body, marker), marker })
      // A worker that stalled may have written it as well, and then comes this way too.
      const doubled = await writer.repairComments({ fullName, number, marker }).catch((error) => {
        if (!isRefusal(error)) throw error
        return { refused: wordsOf(error) }
      })
      const twice =
        'refused' in doubled ? `; one that is there twice could not be removed: ${doubled.refused}` : ''
      return report(done, `#${number} has the comment${twice}`)
    }
    case 'create-issue': {
      const { title, body, labels } = operation
      const done = await writer.ensureIssue({ fullName, title, body: marked(body, marker), labels, marker })
      return report(done, `the issue is #${done.number}`)
    }
    case 'add-labels': {
      const { number, labels } = operation
      return report(
        await writer.addLabels({ fullName, number, labels }),
        `#${number} is labelled ${labels.join(', ')}`,
      )
    }
    case 'remove-label': {
      const { number, label } = operation
      return report(
        await writer.removeLabel({ fullName, number, label }),
        `#${number} has the label ${label} no more`,
      )
    }
    case 'close':
      return report(
        await writer.close({ fullName, number: operation.number }),
        `#${operation.number} is closed`,
      )
    case 'delete-branch': {
      const { branch, sha } = operation
      if (!branch.startsWith('pm-bot/')) throw new Error(`${branch} is no branch of pm-bot`)
      return report(await writer.deleteBranch({ fullName, branch, sha }), `the branch ${branch} is deleted`)
    }
  }
}

const marked = (body: string, marker: string): string => `${body}\n\n${marker}`
