import {
  type GitHubWriter,
  markerOf,
  type OperationReport,
  type PublishOperation,
  type PublishPlan,
  RemoteRefusedError,
} from '@pm-bot/domain'
import { isRefusal, wordsOf } from '../github-trouble.ts'
import type { WorkerContext } from '../worker-context.ts'

interface OperationJob {
  decisionId: string
  decidedAt?: string | undefined
  plan: PublishPlan
  operation: PublishOperation
  /** Its place in the plan. */
  at: number
  signal: AbortSignal
}

export type OperationTools = Pick<WorkerContext, 'git' | 'github'> & { writer: GitHubWriter }

/** @throws GitHubRefusedError, RemoteRefusedError */
export async function performOperation(
  { writer, github, git }: OperationTools,
  { decisionId, plan: { fullName }, operation, at, decidedAt, signal }: OperationJob,
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
      const wish = { fullName, title, body: marked(body, marker), labels, marker, since: decidedAt ?? null }
      const done = await writer.ensureIssue(wish)
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
      const remote = await github.remote(fullName)
      const deletion = { remote, branch: `refs/heads/${branch}`, expected: sha, signal }
      const done = await git.deleteBranch(deletion)
      if (done.status === 'deleted') return report(done, `the branch ${branch} is deleted`)
      throw new RemoteRefusedError(
        `The branch ${branch} is at ${done.sha.slice(0, 12)} and not at ${sha.slice(0, 12)} any more: somebody pushed to it.`,
        'Look at what was pushed, and delete the branch on GitHub if it is not needed.',
      )
    }
  }
}

const marked = (body: string, marker: string): string => `${body}\n\n${marker}`
