import { setTimeout as sleep } from 'node:timers/promises'
import { type ActorReply, cast } from '@pm-bot/actors'
import type {
  BudgetCommand,
  BudgetShortfall,
  ReserveAnswer,
  SettleAnswer,
  SpendRequest,
  SpendVerdict,
  Workbench,
} from '@pm-bot/domain'
import { type Address, ask, RetryLater } from '@pm-bot/runtime'
import { lookUpPause, lookUpRun, lookUpRunBudget } from '@pm-bot/store'
import type { Bench } from './bench.ts'

/** How long a call waits for those of others whose reservations leave it no room. */
const WAIT_MS = 20_000
const LOOK_AGAIN_MS = 500
/** How long an attempt keeps its place while everything is paused. */
const PAUSE_MS = 10_000
/** Calls of models take seconds, and each that waits asks one actor. */
const LOOK_FOR_A_PLACE_MS = 1000

/**
 * What calls of models and tools may cost: asked of the workspace's budget before each, told after it. A call whose
 * attempt ends in between counts as what it could cost at most.
 */
export function spend(
  bench: Bench,
  { waitMs = WAIT_MS, pauseMs = PAUSE_MS } = {},
): Pick<Workbench, 'isPaused' | 'reserve' | 'settle'> {
  const { context, attempt, payload, signal, patiently, progress } = bench
  const { database, storage } = context.store
  const { runId, repo } = payload
  let address: Promise<Address> | undefined

  async function findBudget(): Promise<Address> {
    const run = await patiently(() => lookUpRun(database, runId))
    if (!run) throw new Error(`there is no run ${runId}`)
    return { kind: 'budget', key: run.workspaceId }
  }

  async function asked(command: BudgetCommand): Promise<unknown> {
    address ??= findBudget()
    const to = await address
    for (;;) {
      try {
        const reply = await patiently(() => ask<ActorReply>(storage, cast, to, command))
        if (reply.status === 'refused') throw new Error(reply.message)
        return reply.data
      } catch (error) {
        // Asked twice is asked once: the budget knows the call.
        if (!(error instanceof RetryLater)) throw error
        await sleep(error.delayMs, undefined, { signal })
      }
    }
  }

  const warn = async (warnings: readonly string[]) => {
    for (const title of warnings) await progress({ type: 'budget-warning', title })
  }

  /** A budget that does not remember the run is told what its row says, until that is what it is now. */
  async function reserveNow(request: SpendRequest): Promise<SpendVerdict> {
    const command = {
      type: 'reserve',
      runId,
      repoId: repo.repoId,
      attempt: attempt.token,
      atOnce: context.modelCallsAtOnce,
      ...request,
    } as const
    let answer = (await asked(command)) as ReserveAnswer
    let isToldToWait = false
    while (answer.status === 'unknown-run' || answer.status === 'busy') {
      signal.throwIfAborted()
      if (answer.status === 'busy') {
        await warn(answer.warnings)
        if (!isToldToWait) await progress({ type: 'model-waits', title: answer.sentence })
        isToldToWait = true
        await sleep(LOOK_FOR_A_PLACE_MS, undefined, { signal })
        answer = (await asked(command)) as ReserveAnswer
        continue
      }
      const row = await patiently(() => lookUpRunBudget(database, runId))
      if (!row) return { status: 'refused', sentence: NO_BUDGET }
      if (row.closedAt !== null) return { status: 'refused', sentence: 'This run has ended.' }
      answer = (await asked({ ...command, run: row.known })) as ReserveAnswer
      // Its row changes in this moment.
      if (answer.status === 'unknown-run') await sleep(LOOK_AGAIN_MS, undefined, { signal })
    }
    return answer
  }

  const isPaused = async () => (await patiently(() => lookUpPause(database, runId))) !== null

  /** A short pause is waited for; for a longer one the worker is free, and this attempt does not count. */
  async function untilResumed(): Promise<void> {
    const patience = Date.now() + pauseMs
    let isTold = false
    while (await isPaused()) {
      signal.throwIfAborted()
      if (!isTold) await progress({ type: 'paused', title: 'Everything is paused: the agent waits.' })
      isTold = true
      if (Date.now() >= patience) throw new RetryLater('Everything is paused.', LOOK_AGAIN_MS)
      await sleep(LOOK_AGAIN_MS, undefined, { signal })
    }
  }

  return {
    isPaused,

    async reserve(request) {
      const waitUntil = Date.now() + waitMs
      for (;;) {
        signal.throwIfAborted()
        await untilResumed()
        const verdict = await reserveNow(request)
        if (verdict.status === 'granted') await warn(verdict.warnings)
        if (verdict.status !== 'exhausted' || !mayFitSoon(verdict.shortfall)) return verdict
        if (Date.now() >= waitUntil) return verdict
        await sleep(LOOK_AGAIN_MS, undefined, { signal })
      }
    },

    async settle(reservationId, spent) {
      try {
        const answer = (await asked({ type: 'settle', reservationId, spent })) as SettleAnswer
        if (!signal.aborted) await warn(answer.warnings)
        return answer.microUsd
      } catch (error) {
        // Who stops does not wait for the database: the call counts in full.
        if (!signal.aborted) throw error
        return null
      }
    },
  }
}

const NO_BUDGET =
  'This run has no budget, so its agent may call no models. Propose it again: a new run gets one with its approval.'

/** When the calls under way cost less than they may. */
const mayFitSoon = ({ spent, needed, limit }: BudgetShortfall): boolean => spent + needed <= limit
