import { DomainError } from '@pm-bot/domain'
import type {
  Address,
  Attempt,
  EffectJob,
  EffectOutcome,
  EffectRequest,
  ReopenRequest,
} from '@pm-bot/runtime'
import { type Selectable, sql } from 'kysely'
import { v7 } from 'uuid'
import { changed } from './changed.ts'
import { clockOf, type Tx } from './database.ts'
import { decodeJson, encodeJson, storableText } from './json.ts'
import { later } from './later.ts'
import { noteStopping } from './stopping-agents.ts'
import type { Tables } from './tables.ts'

/** Puts jobs on a work queue within the transaction. */
export type SendJobs = (
  tx: Tx,
  jobs: readonly (EffectJob & { queue: string; delayMs: number })[],
) => Promise<void>

/** Owes the world an effect: its row is the truth, the job only makes it travel. */
export async function openEffects(
  tx: Tx,
  owner: Address,
  effects: readonly EffectRequest[],
  send: SendJobs,
): Promise<void> {
  if (effects.length === 0) return
  const now = await tx.now()
  await tx.write(
    tx.db.insertInto('effects').values(
      effects.map(({ effectId, verb, queue, onLost, payload }) => ({
        effect_id: effectId,
        kind: owner.kind,
        key: owner.key,
        verb,
        queue,
        on_lost: onLost,
        payload: encodeJson(payload),
        status: 'open' as const,
        generation: 1,
        attempt_token: null,
        worker_id: null,
        error: null,
        created_at: now,
        available_at: now,
        started_at: null,
        finished_at: null,
      })),
    ),
  )
  await send(
    tx,
    effects.map(({ effectId, queue }) => ({ effectId, generation: 1, queue, delayMs: 0 })),
  )
  for (const { queue } of effects) changed(tx, 'queues', queue)
}

/** Ends effects that their actor no longer wants. Their attempts, running or queued, are void. */
export async function cancelEffects(tx: Tx, owner: Address, effectIds: readonly string[]): Promise<void> {
  if (effectIds.length === 0) return
  const cancelled = await tx.db
    .selectFrom('effects')
    .select(['effect_id', 'verb', 'queue', 'attempt_token', 'worker_id'])
    .where('effect_id', 'in', [...effectIds])
    .where('kind', '=', owner.kind)
    .where('key', '=', owner.key)
    .where('finished_at', 'is', null)
    .$if(tx.dialect === 'postgres', (query) => query.forNoKeyUpdate())
    .execute()
  if (cancelled.length > 0) {
    await tx.write(
      tx.db
        .updateTable('effects')
        .set((eb) => ({
          status: 'cancelled' as const,
          generation: eb('generation', '+', 1),
          attempt_token: null,
          finished_at: clockOf(tx),
        }))
        .where(
          'effect_id',
          'in',
          cancelled.map((effect) => effect.effect_id),
        ),
    )
    await noteStopping(tx, owner, cancelled)
  }
  for (const { queue } of cancelled) changed(tx, 'queues', queue)
  for (const effectId of effectIds) tx.hint('effect-cancelled', effectId)
}

/**
 * Puts effects back to work as their actor asks, counted anew.
 * @throws DomainError when one that ended was purged meanwhile: there is nothing left to do again
 */
export async function reopenEffects(
  tx: Tx,
  owner: Address,
  requests: readonly ReopenRequest[],
  send: SendJobs,
): Promise<void> {
  for (const { effectId, ended } of requests) {
    const now = await tx.now()
    const reopened = await tx.db
      .updateTable('effects')
      .set((eb) => ({ status: 'open' as const, generation: eb('generation', '+', 1), available_at: now }))
      .$if(ended, (query) =>
        query.set({
          attempt: 0,
          crashes: 0,
          outlived: 0,
          attempt_token: null,
          worker_id: null,
          error: null,
          started_at: null,
          finished_at: null,
        }),
      )
      .where('effect_id', '=', effectId)
      .where('kind', '=', owner.kind)
      .where('key', '=', owner.key)
      .where('status', 'in', ended ? ['failed', 'in-doubt'] : ['open'])
      .returning(['queue', 'generation'])
      .executeTakeFirst()
    if (reopened) {
      await send(tx, [{ effectId, ...reopened, delayMs: 0 }])
      changed(tx, 'queues', reopened.queue)
    } else if (ended) {
      throw new DomainError(
        'not_found',
        'this job was purged and cannot be done again; retry the run instead',
      )
    }
  }
}

/**
 * Takes the effect by compare-and-set on its generation. One that is running already was given
 * out again by the queue. While its worker is registered that is a false alarm, e.g. of a
 * heartbeat that stayed out with the database; afterwards the new token voids the lost attempt.
 */
export async function beginAttempt(tx: Tx, job: EffectJob, workerId: string): Promise<Attempt | undefined> {
  const open = tx.db
    .selectFrom('effects')
    .selectAll()
    .where('effect_id', '=', job.effectId)
    .where('generation', '=', job.generation)
    .where('finished_at', 'is', null)
    .$if(tx.dialect === 'postgres', (query) => query.forNoKeyUpdate())
  const [[effect], now] = await Promise.all([tx.rows<Selectable<Tables['effects']>>(open), tx.now()])
  if (!effect) return undefined
  const lost = effect.status === 'running'
  if (lost && (await isRegistered(tx, effect.worker_id))) return undefined

  const token = v7()
  const crashes = effect.crashes + (lost ? 1 : 0)
  await tx.write(
    tx.db
      .updateTable('effects')
      .set({
        status: 'running',
        attempt: effect.attempt + (lost ? 0 : 1),
        crashes,
        attempt_token: token,
        worker_id: workerId,
        started_at: now,
      })
      .where('effect_id', '=', effect.effect_id),
  )
  changed(tx, 'queues', effect.queue)
  return {
    ...job,
    token,
    attempt: effect.attempt + (lost ? 0 : 1),
    owner: { kind: effect.kind, key: effect.key },
    verb: effect.verb,
    queue: effect.queue,
    onLost: effect.on_lost,
    payload: decodeJson(effect.payload),
    crashes,
    outlived: effect.outlived,
    waitedMs:
      effect.started_at === null ? Math.max(0, Date.parse(now) - Date.parse(effect.created_at)) : null,
  }
}

async function isRegistered(tx: Tx, workerId: string | null): Promise<boolean> {
  const worker = await tx.db
    .selectFrom('workers')
    .select('worker_id')
    .where('worker_id', '=', workerId)
    .executeTakeFirst()
  return worker !== undefined
}

export async function finishAttempt(tx: Tx, attempt: Attempt, outcome: EffectOutcome): Promise<boolean> {
  const finished = await tx.rows(
    tx.db
      .updateTable('effects')
      .set({
        status: outcome.status,
        error: outcome.status === 'succeeded' ? null : storableText(outcome.error),
        finished_at: clockOf(tx),
      })
      .where('effect_id', '=', attempt.effectId)
      .where('attempt_token', '=', attempt.token)
      .where('finished_at', 'is', null)
      .returning('effect_id'),
  )
  changed(tx, 'queues', attempt.queue)
  return finished.length > 0
}

export async function releaseAttempt(
  tx: Tx,
  attempt: Attempt,
  options: { delayMs: number; counted: boolean; error?: string },
  send: SendJobs,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('effects')
    .set({
      status: 'open',
      attempt_token: null,
      available_at: later(await tx.now(), options.delayMs),
      attempt: options.counted ? attempt.attempt : attempt.attempt - 1,
      error: options.error === undefined ? null : storableText(options.error),
    })
    .where('effect_id', '=', attempt.effectId)
    .where('attempt_token', '=', attempt.token)
    .where('finished_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  const { effectId, generation, queue } = attempt
  changed(tx, 'queues', queue)
  await send(tx, [{ effectId, generation, queue, delayMs: options.delayMs }])
  return true
}

/** Another attempt, or nobody, owns the effect now: this one writes nothing more. */
export class AttemptLostError extends Error {
  override name = 'AttemptLostError'

  constructor() {
    super('this attempt no longer owns its effect')
  }
}

/** What names an attempt and proves it. */
export type AttemptProof = Pick<Attempt, 'effectId' | 'token'>

/**
 * True while this attempt owns its effect; on Postgres it then does so until the transaction
 * ends. What an attempt writes on its own account begins with this question.
 */
export async function ownsEffect(tx: Tx, { effectId, token }: AttemptProof): Promise<boolean> {
  const effect = await tx.db
    .selectFrom('effects')
    .select('attempt_token')
    .where('effect_id', '=', effectId)
    .where('finished_at', 'is', null)
    .$if(tx.dialect === 'postgres', (query) => query.forShare())
    .executeTakeFirst()
  return effect?.attempt_token === token
}

/** Waits until what an attempt of this effect is writing on its own account is written, and lets it write no more. */
export async function holdEffect(tx: Tx, effectId: string): Promise<void> {
  // On SQLite there is one writer at a time anyway.
  if (tx.dialect === 'sqlite') return
  await tx.db
    .selectFrom('effects')
    .select('effect_id')
    .where('effect_id', '=', effectId)
    .forNoKeyUpdate()
    .execute()
}

/** Notes that the process of a lost attempt lives. What has ended, e.g. because it was cancelled, keeps no count. */
export async function outliveAttempt(tx: Tx, effectId: string): Promise<void> {
  await tx.write(
    tx.db
      .updateTable('effects')
      .set((eb) => ({ outlived: eb('outlived', '+', 1) }))
      .where('effect_id', '=', effectId)
      .where('finished_at', 'is', null)
      .whereRef('outlived', '<', 'crashes'),
  )
}

/** Tokens of those attempts that no longer own their effect. */
export async function lostAttempts(tx: Tx, attempts: readonly Attempt[]): Promise<string[]> {
  const owned = await tx.db
    .selectFrom('effects')
    .select('attempt_token')
    .where(
      'effect_id',
      'in',
      attempts.map(({ effectId }) => effectId),
    )
    .execute()
  const tokens = new Set(owned.map((row) => row.attempt_token))
  return attempts.map(({ token }) => token).filter((token) => !tokens.has(token))
}

/** Said literally: a prepared statement's plan uses a partial index only for what it can read. */
export const RUNNING = sql.lit('running' as const)

/** Tokens of what this worker is said to have under way. */
export async function attemptsOf(tx: Tx, workerId: string): Promise<string[]> {
  const running = await tx.db
    .selectFrom('effects')
    .select('attempt_token')
    .where('status', '=', RUNNING)
    .where('worker_id', '=', workerId)
    .execute()
  return running.flatMap(({ attempt_token }) => attempt_token ?? [])
}

/**
 * Opens effects again whose attempts ended without an outcome. That counts as a crash and not
 * as a failed attempt. The generation goes up: the lost attempt's job will be given out again
 * by the queue, and must find nothing to do then. Returns the effects' ids.
 */
export async function abandonAttempts(tx: Tx, tokens: readonly string[], send: SendJobs): Promise<string[]> {
  if (tokens.length === 0) return []
  const now = await tx.now()
  const lost = await tx.db
    .updateTable('effects')
    .set((eb) => ({
      status: 'open' as const,
      generation: eb('generation', '+', 1),
      attempt: eb('attempt', '-', 1),
      crashes: eb('crashes', '+', 1),
      attempt_token: null,
      worker_id: null,
      available_at: now,
    }))
    .where('attempt_token', 'in', [...tokens])
    .where('status', '=', RUNNING)
    .returning(['effect_id', 'generation', 'queue'])
    .execute()
  await send(
    tx,
    lost.map(({ effect_id, generation, queue }) => ({ effectId: effect_id, generation, queue, delayMs: 0 })),
  )
  for (const { queue } of lost) changed(tx, 'queues', queue)
  return lost.map(({ effect_id }) => effect_id)
}
