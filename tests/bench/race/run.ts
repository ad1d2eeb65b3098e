import { setTimeout as sleep } from 'node:timers/promises'
import type { Bench } from '../bench-case.ts'
import type { Load } from './contender.ts'
import type { Entrant } from './entrants.ts'
import {
  type SenderProcess,
  startSender,
  startWorker,
  type TurnsReport,
  type WorkerProcess,
} from './start-racer.ts'

/** A sender and some workers of one entrant, on a ground of their own. */
export interface Run {
  url: string
  sender: SenderProcess
  /** Turns since the last call, summed over all workers. */
  turns(): number
  settle(): Promise<void>
  startWorkers(): Promise<void>
  stopWorkers(): Promise<void>
  onTurns(listener: (report: TurnsReport) => void): void
  workers: readonly WorkerProcess[]
}

const WARM_UP: Load = { actors: 200, messagesEach: 5 }
const WARM_UP_LIMIT_MS = 20_000
const LOOK_MS = 2

/**
 * Sets up a run, warms it up (code compiled, connections open, statements prepared, as in a process that has been
 * up for a while) and leaves its workers stopped.
 */
export async function onCourse<T>(
  entrant: Entrant,
  workers: number,
  bench: Bench,
  work: (run: Run) => Promise<T>,
  warmUp = WARM_UP,
): Promise<T> {
  await using ground = await entrant.ground(bench)
  await using racers = new AsyncDisposableStack()
  const sender = racers.use(await startSender(entrant, ground.url))
  await sender.prepare()

  let listener = (_: TurnsReport) => {}
  const turns = Array.from({ length: workers }, () => 0)
  let before = 0
  const sum = () => turns.reduce((total, each) => total + each, 0)
  const processes: WorkerProcess[] = []
  for (let n = 0; n < workers; n += 1) {
    const onTurns = (report: TurnsReport) => {
      turns[n] = report.turns
      listener(report)
    }
    processes.push(racers.use(await startWorker(entrant, ground.url, onTurns)))
  }
  const run: Run = {
    url: ground.url,
    sender,
    turns: () => sum() - before,
    settle: ground.settle,
    startWorkers: async () => void (await Promise.all(processes.map((process) => process.start()))),
    stopWorkers: async () => void (await Promise.all(processes.map((process) => process.stop()))),
    onTurns: (next) => {
      listener = next
    },
    workers: processes,
  }

  await sender.fill(warmUp)
  await run.startWorkers()
  const total = warmUp.actors * warmUp.messagesEach
  const handled = await untilDrained(run, total, WARM_UP_LIMIT_MS)
  if (handled < total) throw new Error(`handled ${handled} of ${total} messages of the warm-up`)
  await run.stopWorkers()
  before = sum()
  return await work(run)
}

/**
 * Resolves when the handling of all is committed, or when the time is up, to how many are. Looks into the database
 * only once the workers say that they had them all, so that looking costs nobody speed.
 */
export async function untilDrained(run: Run, total: number, limitMs: number): Promise<number> {
  const deadline = performance.now() + limitMs
  while (run.turns() < total && performance.now() < deadline) await sleep(LOOK_MS)
  for (;;) {
    const left = await run.sender.left()
    if (left === 0 || performance.now() >= deadline) return total - left
    await sleep(LOOK_MS)
  }
}
