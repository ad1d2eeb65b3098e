import type { Bench } from '../bench-case.ts'
import type { Load } from './contender.ts'
import type { Entrant } from './entrants.ts'
import { onCourse, untilDrained } from './run.ts'

const LIMIT_MS = 5000

/** Messages a second of a backlog that was committed before the clock started, until its handling is committed. */
export async function drainBacklog(
  entrant: Entrant,
  { workers, ...load }: Load & { workers: number },
  bench: Bench,
): Promise<number> {
  return await onCourse(entrant, workers, bench, async (run) => {
    await run.sender.fill(load)
    await run.settle()
    const started = performance.now()
    await run.startWorkers()
    const handled = await untilDrained(run, load.actors * load.messagesEach, LIMIT_MS)
    return handled / ((performance.now() - started) / 1000)
  })
}
