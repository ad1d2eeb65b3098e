import type { CheckRunState, CommitStatus } from '../contract/checks-world.ts'
import type { CheckRun, Repository, Status } from './records.ts'
import type { State } from './state.ts'

/** One by this name at this commit is changed. */
export function setCheckRun(
  state: State,
  repository: Repository,
  sha: string,
  { name, status = 'completed', conclusion = 'success', title, summary }: CheckRunState,
): CheckRun {
  const now = state.clock.now().getTime()
  const known = [...repository.checkRuns.values()].find((run) => run.sha === sha && run.name === name)
  const run: CheckRun = {
    id: known?.id ?? state.nextId(),
    sha,
    name,
    status,
    conclusion: status === 'completed' ? conclusion : null,
    title: title ?? null,
    summary: summary ?? null,
    startedAt: known?.startedAt ?? now,
    completedAt: status === 'completed' ? now : null,
  }
  repository.checkRuns.set(run.id, run)
  return run
}

/** A new one is added: the newest of a context counts. */
export function setStatus(
  state: State,
  repository: Repository,
  sha: string,
  { context, state: verdict, description, targetUrl }: CommitStatus,
): Status {
  const now = state.clock.now().getTime()
  const status: Status = {
    id: state.nextId(),
    sha,
    context,
    state: verdict,
    description: description ?? null,
    targetUrl: targetUrl ?? null,
    createdAt: now,
    updatedAt: now,
  }
  repository.statuses.set(status.id, status)
  return status
}
