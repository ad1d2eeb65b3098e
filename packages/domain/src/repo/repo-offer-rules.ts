import type { ProposeHere } from '../schedule/scheduled-messages.ts'
import type { Repo, RepoEvent } from './repo.ts'

/** A firing becomes a run here, or is passed over: a repository that is disabled takes none. */
export function offerRun(repo: Repo, { scheduleId, contentHash, proposal }: ProposeHere): RepoEvent[] {
  const { runId } = proposal
  if (repo.status !== 'active') {
    const name = repo.name || 'The repository'
    const reason =
      repo.status === 'disabled' ? `${name} is disabled.` : `${name} is not registered with pm-bot any more.`
    return [{ type: 'run-declined', scheduleId, answer: { type: 'firing-skipped', runId, reason } }]
  }
  const { repoId, workspaceId, name, fullName, path, source } = repo
  return [
    {
      type: 'run-offered',
      scheduleId,
      proposal: { ...proposal, workspaceId, repo: { repoId, name, fullName, path, source } },
      answer: { type: 'firing-proposed', runId, contentHash },
    },
  ]
}
