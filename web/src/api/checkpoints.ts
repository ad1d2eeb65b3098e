import type { CheckpointStateView, ForkRunBody, Page, RunCheckpointView, RunView } from '@pm-bot/domain'
import { get, post } from './client.ts'
import { createRead } from './create-read.ts'
import { queryClient } from './query-client.ts'

/** The steps of a run's agent that are kept, oldest first. Under the key of its events, which tell of new ones. */
export const createCheckpoints = (runId: () => string) =>
  createRead(() => {
    const id = runId()
    return {
      key: ['run-events', id, 'checkpoints'],
      read: (signal) =>
        get<Page<RunCheckpointView>>(`/api/runs/${id}/checkpoints?limit=200`, signal).then(
          (page) => page.items,
        ),
    }
  })

/** What the agent held after a step and before it. A step does not change. */
export const createCheckpointState = (checkpoint: () => RunCheckpointView) =>
  createRead(() => {
    const { id, runId } = checkpoint()
    return {
      key: ['checkpoint-states', runId, id],
      read: (signal) => get<CheckpointStateView>(`/api/runs/${runId}/checkpoints/${id}/state`, signal),
    }
  })

export const forkRun = (runId: string, body: ForkRunBody, key: string) =>
  post<RunView>(`/api/runs/${runId}/fork`, body, key).finally(() => {
    void queryClient.invalidateQueries({ queryKey: ['runs'] })
    void queryClient.invalidateQueries({ queryKey: ['inbox'] })
  })
