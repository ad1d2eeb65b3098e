import { type ApplyChangesetResult, type OperationReport, shortName } from '@pm-bot/domain'
import { clonePath } from '../clone-path.ts'
import { assertMayWrite } from '../may-write-to-github.ts'
import type { WorkerContext } from '../worker-context.ts'
import { afterThePush } from './after-the-push.ts'
import { carryOver } from './carry-over.ts'
import { openPullRequest } from './open-pull-request.ts'
import type { WriteJob } from './write-job.ts'
import { WriteRefused } from './write-refused.ts'

/**
 * As a branch on GitHub, and a pull request. Every attempt begins by looking: the same bytes give the same commit, so
 * what an earlier one pushed is recognised by its id.
 */
export async function applyOnGitHub(context: WorkerContext, job: WriteJob): Promise<ApplyChangesetResult> {
  const { git, github, data } = context
  const { payload, bundle, readBlob, mayWrite, signal } = job
  const writer = assertMayWrite(context)
  const { fullName } = payload.repo
  const { branch, baseSha, follows, pullRequest } = bundle

  const remote = await github.remote(fullName)
  const clone = clonePath(data, fullName)
  const base = await git.updateClone({
    directory: clone,
    remote,
    branches: [branch],
    commit: baseSha,
    signal,
  })
  const commitSha = await git.commit({ clone, bundle, readBlob })
  const found = await git.remoteBranch({ remote, branch, signal })

  let adopted = true
  if (commitSha === undefined || found !== commitSha) {
    if (follows === undefined && found !== null) return { status: 'branch-taken', branch, sha: found }
    if (follows !== undefined && found === null) {
      throw new WriteRefused(`The branch ${shortName(branch)} is gone on GitHub; nothing was written.`)
    }
    if (pullRequest && pullRequest.base !== base.branch) {
      throw new WriteRefused(
        `The default branch is ${base.branch} now, not ${pullRequest.base}; nothing was written. Retry the run.`,
      )
    }
    const head = follows === undefined ? base.headSha : found
    if (commitSha === undefined || head !== baseSha) {
      return await carryOver(context, job, clone, follows === undefined ? undefined : branch)
    }
    await mayWrite()
    const expected = follows === undefined ? null : baseSha
    const pushed = await git.push({ clone, remote, commitSha, branch, expected, signal })
    if (pushed.status === 'branch-taken') return pushed
    adopted = pushed.adopted
  }
  const operations: OperationReport[] = [
    {
      op: 'push-branch',
      status: adopted ? 'adopted' : 'done',
      detail: `${commitSha.slice(0, 12)} is on the branch ${shortName(branch)}`,
      url: null,
    },
  ]
  if (!pullRequest) return { status: 'applied', commitSha, operations, pullRequest: null }

  const { report, state } = await afterThePush(operations, async () => {
    await mayWrite()
    return await openPullRequest(writer, payload.decisionId, pullRequest, branch, commitSha)
  })
  return { status: 'applied', commitSha, operations: [...operations, report], pullRequest: state }
}
