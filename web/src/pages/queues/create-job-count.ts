import type { PurgeBody, QueueName } from '@pm-bot/domain'
import { createEffect, createSignal, onCleanup } from 'solid-js'
import { countJobs } from '../../api/queues.ts'

/** How many jobs this is about, counted by the server each time the selection changes. */
export function createJobCount(queue: QueueName, selection: () => Omit<PurgeBody, 'preview'>) {
  const [count, setCount] = createSignal<number>()
  const [problem, setProblem] = createSignal<unknown>()

  createEffect(() => {
    let isCurrent = true
    onCleanup(() => {
      isCurrent = false
    })
    setCount(undefined)
    setProblem(undefined)
    countJobs(queue, selection()).then(
      (counted) => isCurrent && setCount(counted),
      (error: unknown) => isCurrent && setProblem(error),
    )
  })

  return { count, problem }
}
