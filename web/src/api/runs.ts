import type { InboxItemView, Page, ProposeRunBody, RunActivityView, RunView, RunZone } from '@pm-bot/domain'
import { get, post, query } from './client.ts'
import { createPageReads } from './create-page-reads.ts'
import { createRead } from './create-read.ts'
import { queryClient } from './query-client.ts'

export const createRuns = () =>
  createPageReads(() => ({
    key: ['runs', 'list'],
    read: (cursor, signal) => get<Page<RunView>>(`/api/runs${query({ limit: 50, cursor })}`, signal),
  }))

/** Of one zone, the newest first. */
export const createRunsOfZone = (
  zone: RunZone,
  repoId: () => string | undefined = () => undefined,
  enabled: () => boolean = () => true,
) =>
  createPageReads(() => {
    const repo = repoId()
    return {
      key: ['runs', 'list', zone, repo],
      read: (cursor, signal) =>
        get<Page<RunView>>(`/api/runs${query({ zone, repoId: repo, limit: 50, cursor })}`, signal),
      enabled: enabled(),
    }
  })

/** What was made from a run: tried again, forked, or added to its branch. */
export const createRunsMadeFrom = (id: () => string) =>
  createRead(() => {
    const madeFrom = id()
    return {
      key: ['runs', 'list', 'made-from', madeFrom],
      read: (signal) =>
        get<Page<RunView>>(`/api/runs${query({ madeFrom, limit: 20 })}`, signal).then(({ items }) => items),
    }
  })

/** Seconds since each of the newest events, by run; of those that are under way. */
export const createRunActivity = () =>
  createRead(() => ({
    key: ['run-activity'],
    read: (signal) =>
      get<Page<RunActivityView>>('/api/run-activity', signal).then(
        ({ items }) => new Map(items.map(({ runId, ages }) => [runId, ages])),
      ),
  }))

export const createRun = (id: () => string) =>
  createRead(() => {
    const runId = id()
    return { key: ['runs', runId], read: (signal) => get<RunView>(`/api/runs/${runId}`, signal) }
  })

export const proposeRun = (body: ProposeRunBody, key: string) =>
  post<RunView>('/api/runs', body, key).finally(stale)

export const cancelRun = (id: string, body: { reason?: string }, key: string) =>
  post<RunView>(`/api/runs/${id}/cancel`, body, key).finally(stale)

export const retryRun = (id: string, key: string) =>
  post<RunView>(`/api/runs/${id}/retry`, {}, key).finally(stale)

/** Says something to the agent, which reads it before its next call of a model. */
export const steerRun = (id: string, text: string, key: string) =>
  post<RunView>(`/api/runs/${id}/steer`, { text }, key).then((run) => {
    void queryClient.invalidateQueries({ queryKey: ['run-events', id] })
    return run
  })

/** Proposes a run that goes on where the reviewers of this one's pull request left off. */
export const followUp = (id: string, key: string) =>
  post<RunView>(`/api/runs/${id}/follow-up`, {}, key).finally(stale)

/** Asks for a decision: nothing is done to the pull request before it. */
export const proposeForPullRequest = (id: string, what: 'close' | 'delete-branch', key: string) =>
  post<InboxItemView>(`/api/runs/${id}/pull-request/${what}`, {}, key).finally(stale)

function stale(): void {
  void queryClient.invalidateQueries({ queryKey: ['runs'] })
  void queryClient.invalidateQueries({ queryKey: ['inbox'] })
}
