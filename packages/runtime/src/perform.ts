import { RetryLater } from './ask.ts'
import type { EffectFinished, EffectOutcome } from './define-actor.ts'
import { outlast } from './outlast.ts'
import type { Attempt, EffectJob, Storage, WorkQueue } from './ports.ts'
import type { Loop } from './pulse.ts'
import { describeError } from './serve.ts'
import { type UnderWay, watchAttempts } from './watch-attempts.ts'

/**
 * Does one effect, outside of any transaction. What it returns is told to the actor that
 * owes the effect. Throwing RetryLater waits and spends no attempt; throwing anything else
 * is a failed attempt.
 */
export type Performer = (attempt: Attempt, signal: AbortSignal) => Promise<unknown>

export interface PerformOptions {
  storage: Storage
  queue: WorkQueue
  performers: Readonly<Record<string, Performer>>
  workerId: string
  /** Effects of one queue under way at once, by queue. */
  concurrency: Readonly<Record<string, number>>
  attempts?: number
  /** Called when nothing of an attempt is under way any more; stopping waits for it. */
  onAttempt?: (attempt: Attempt, end: AttemptEnd, ms: number) => unknown
  onError: (error: unknown) => void
}

/** `refused`: the attempt had lost its effect, and what it reports is not believed. */
export type AttemptEnd = EffectOutcome['status'] | 'refused' | 'released'

/** How often work that throws is begun before it is given up. */
export const MAX_ATTEMPTS = 5
/** Of an effect, which may be an hour's work: a machine that restarts again and again reaches five within a minute. */
const MAX_DEATHS = 10
/** Deaths or not: what never comes to an end is given up. */
const MAX_CRASHES = 50

/**
 * Takes jobs from the work queues and performs them until stopped. Stopping aborts what is
 * under way and gives it back uncounted, for another process to do.
 */
export async function startPerforming(options: PerformOptions): Promise<Loop> {
  const { storage, queue } = options
  const underWay: UnderWay = new Map()
  const draining = new AbortController()
  const watch = watchAttempts(options, underWay)

  const handle = async (job: EffectJob) => {
    draining.signal.throwIfAborted()
    const attempt = await storage.transaction((tx) => tx.beginAttempt(job, options.workerId))
    if (!attempt) return
    const abort = new AbortController()
    underWay.set(attempt.token, { attempt, abort })
    // The stop came while the attempt began: it was not yet there to be aborted.
    if (draining.signal.aborted) abort.abort(draining.signal.reason)
    const started = performance.now()
    try {
      const end = await performOne(options, attempt, abort.signal, draining.signal)
      await options.onAttempt?.(attempt, end, performance.now() - started)
    } finally {
      underWay.delete(attempt.token)
    }
  }
  for (const [name, concurrency] of Object.entries(options.concurrency)) {
    await queue.work(name, concurrency, handle)
  }

  return {
    async stop() {
      draining.abort(new Error('the worker is stopping'))
      for (const { abort } of underWay.values()) abort.abort(draining.signal.reason)
      await queue.stop()
      await watch.stop()
    },
  }
}

async function performOne(
  options: PerformOptions,
  attempt: Attempt,
  signal: AbortSignal,
  draining: AbortSignal,
): Promise<AttemptEnd> {
  const { storage } = options
  // What was done is not lost because the database is away. Reported a second time, it is refused.
  const report = <T>(work: () => Promise<T>) => outlast(storage, draining, work)
  // Others were given the effect as if this process were dead, e.g. because its session broke off.
  const refused = async (): Promise<AttemptEnd> => {
    await report(() => storage.transaction((tx) => tx.outliveAttempt(attempt)))
    return 'refused'
  }
  let outcome: EffectOutcome
  try {
    outcome = await outcomeOf(options, attempt, signal)
  } catch (error) {
    const drained = signal.aborted && draining.aborted
    const counted = !drained && !(error instanceof RetryLater)
    const last = counted && attempt.attempt >= (options.attempts ?? MAX_ATTEMPTS)
    if (!last) {
      if (counted) options.onError(error)
      const delayMs = error instanceof RetryLater ? error.delayMs : drained ? 0 : backOffMs(attempt.attempt)
      const end = { delayMs, counted, error: describeError(error) }
      const released = await report(() => storage.transaction((tx) => tx.releaseAttempt(attempt, end)))
      return released ? 'released' : await refused()
    }
    options.onError(error)
    outcome = { status: 'failed', error: error instanceof Error ? error.message : String(error) }
  }

  const accepted = await report(() =>
    storage.transaction(async (tx) => {
      if (!(await tx.finishAttempt(attempt, outcome))) return false
      const message: EffectFinished = {
        type: 'effect-finished',
        effectId: attempt.effectId,
        verb: attempt.verb,
        outcome,
      }
      tx.tell(attempt.owner, message, { messageId: `${attempt.effectId}:${attempt.generation}` })
      return true
    }),
  )
  return accepted ? outcome.status : await refused()
}

async function outcomeOf(
  options: PerformOptions,
  attempt: Attempt,
  signal: AbortSignal,
): Promise<EffectOutcome> {
  if (attempt.onLost === 'ask' && attempt.crashes > 0) {
    return { status: 'in-doubt', error: 'an attempt ended without an outcome; it may have been done' }
  }
  // What kills its process again and again would keep every worker from everything else.
  const deaths = attempt.crashes - attempt.outlived
  if (deaths >= MAX_DEATHS) {
    const error = `the process that did this died ${deaths} times; it is not tried again`
    return { status: 'failed', error }
  }
  if (attempt.crashes >= MAX_CRASHES) {
    const error = `this was begun ${attempt.crashes} times and never came to an end; it is not tried again`
    return { status: 'failed', error }
  }
  const perform = options.performers[attempt.verb]
  // Newer code may have asked for it: leave it to a worker that knows the verb.
  if (!perform) throw new RetryLater(`this worker has no performer for ${attempt.verb}`, 30_000)
  signal.throwIfAborted()
  return { status: 'succeeded', result: await perform(attempt, signal) }
}

/** 1 s, 2 s, 4 s … at most a minute, with jitter so that a herd spreads out. */
const backOffMs = (attempt: number): number =>
  Math.min(60_000, 1000 * 2 ** (attempt - 1)) * (0.75 + Math.random() / 2)
