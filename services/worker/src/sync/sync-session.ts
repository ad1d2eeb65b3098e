import {
  type Conditional,
  type GitHub,
  instant,
  type KnownTag,
  type ListTag,
  type RateSnapshot,
  type SyncCursors,
  type SyncPosition,
  type SyncProgress,
  type SyncRepoPayload,
  type SyncWalk,
} from '@pm-bot/domain'
import type { Attempt } from '@pm-bot/runtime'
import { type ObjectCounts, readSyncState, type SyncState, saveSyncStep, type Tx } from '@pm-bot/store'
import type { WorkerContext } from '../worker-context.ts'

/**
 * Pages of an import that one effect reads. Others wait in the same queue, e.g. a run for its clone; and a process
 * that dies now and then must not use up the deaths that one effect is allowed.
 */
const PAGES_AT_ONCE = 10

/** The import has got so far; the rest is another effect's. */
export class EnoughForNow extends Error {
  override name = 'EnoughForNow'
}

/** What one page leads to. */
export interface PageStep {
  list: string
  /** What is read, for whoever watches. */
  phase: string
  /** Where the list goes on; null when it was read to its end. Left out: this is no list that has an end. */
  walk?: SyncWalk | null
  /** Objects on this page that count towards the total. */
  objects?: number
  cursors?: Partial<SyncCursors>
  tag?: ListTag | null
  defaultBranch?: string
  visibility?: 'public' | 'private'
}

export interface Written {
  changed: number
  counts?: ObjectCounts
  /** Numbers of which the comments are counted when all were read. */
  touched?: readonly number[]
  /** Numbers of pull requests of which the comments on lines are read anew. */
  returned?: readonly number[]
}

/** One attempt at a sync: what it knows, what it asks, and how it writes down each page. */
export interface SyncSession {
  github: GitHub
  database: WorkerContext['store']['database']
  payload: SyncRepoPayload
  startedAt: string
  cursors: SyncCursors
  /** Objects that were read, in all parts of an import. */
  objects(): number
  defaultBranch(): string | null
  /** Objects of which something new was heard. */
  changed: number
  /** Sends a request, and counts it. */
  ask<Value>(request: () => Promise<Conditional<Value>>): Promise<Conditional<Value>>
  askPlainly<Value>(request: () => Promise<Value>, requests?: number): Promise<Value>
  touched(): { touched: readonly number[]; returned: readonly number[] }
  isDone(list: string): boolean
  walkOf(list: string): SyncWalk | null
  tagOf(list: string, query: string): KnownTag | undefined
  expect(total: number | null): void
  hasTotal(): boolean
  /** Writes what the page holds together with how far the sync has got. @throws AttemptLostError, EnoughForNow */
  save(step: PageStep, write?: (tx: Tx) => Promise<Written>): Promise<void>
}

export async function openSyncSession(
  { store: { database }, github }: WorkerContext,
  attempt: Attempt,
  signal: AbortSignal,
): Promise<SyncSession> {
  const payload = attempt.payload as SyncRepoPayload
  const state = await readSyncState(database, payload.repoId)
  const now = await database.now()
  let position = positionOf(state, payload, attempt.effectId, now)
  let progress = state.progress ?? newProgress(now)
  let etags = state.etags
  let rate: RateSnapshot | null = null

  await database.transaction((tx) =>
    saveSyncStep(tx, attempt, payload.repoId, { status: 'syncing', position, progress }),
  )
  const session: SyncSession = {
    github,
    database,
    payload,
    startedAt: position.startedAt,
    cursors: state.cursors,
    changed: 0,
    objects: () => progress.objects,
    defaultBranch: () => position.defaultBranch,
    async ask(request) {
      const answer = await session.askPlainly(request)
      rate = answer.rate ?? rate
      return answer
    },
    async askPlainly(request, requests = 1) {
      signal.throwIfAborted()
      progress = { ...progress, requests: progress.requests + requests }
      return await request()
    },
    touched: () => ({ touched: position.touched ?? [], returned: position.returned ?? [] }),
    isDone: (list) => position.done.includes(list),
    walkOf: (list) => (position.walk?.list === list ? position.walk : null),
    tagOf(list, query) {
      const tag = etags[list]
      return tag?.query === query ? { identity: tag.identity, etag: tag.etag } : undefined
    },
    expect(total) {
      progress = { ...progress, total }
    },
    hasTotal: () => progress.total !== null,
    async save(step, write) {
      const { list, walk, tag } = step
      const objects = progress.objects + (step.objects ?? 0)
      const next = {
        position: {
          ...(walk === undefined ? position : along(position, list, walk)),
          pages: position.pages + 1,
          defaultBranch: step.defaultBranch ?? position.defaultBranch,
        },
        progress: {
          ...progress,
          phase: step.phase,
          pages: progress.pages + 1,
          objects,
          secondsLeft: secondsLeft(objects, progress.total, Date.now() - Date.parse(progress.startedAt)),
        },
        ...(tag ? { etags: { ...etags, [list]: tag } } : {}),
        ...(step.cursors ? { cursors: step.cursors } : {}),
        ...(step.visibility ? { visibility: step.visibility } : {}),
      }
      let changed = 0
      let reached = next.position
      await database.transaction((tx) => {
        const inAll = { ...next, rate, error: null }
        return saveSyncStep(tx, attempt, payload.repoId, inAll, async (tx) => {
          const written = await write?.(tx)
          changed = written?.changed ?? 0
          // Kept with the page that showed them, so that a kill forgets none.
          reached = withTouched(next.position, payload.mode === 'import' ? undefined : written)
          inAll.position = reached
          return written?.counts
        })
      })
      position = reached
      progress = next.progress
      etags = next.etags ?? etags
      session.cursors = { ...session.cursors, ...step.cursors }
      session.changed += changed
      if (payload.mode === 'import' && position.pages >= PAGES_AT_ONCE) throw new EnoughForNow()
    },
  }
  return session
}

/**
 * An import goes on where any earlier one got to: what changed meanwhile comes with the next refresh. Other syncs go
 * on only where an attempt of the same effect was.
 */
function positionOf(
  { position, isImported }: SyncState,
  { mode }: SyncRepoPayload,
  effectId: string,
  now: string,
): SyncPosition {
  const goesOn = position && (position.effectId === effectId || (mode === 'import' && !isImported))
  if (!goesOn)
    return { effectId, pages: 0, startedAt: instant(now), defaultBranch: null, done: [], walk: null }
  return position.effectId === effectId ? position : { ...position, effectId, pages: 0 }
}

const newProgress = (now: string): SyncProgress => ({
  phase: 'repository',
  pages: 0,
  objects: 0,
  total: null,
  requests: 0,
  startedAt: instant(now),
  secondsLeft: null,
})

function withTouched(position: SyncPosition, written: Written | undefined): SyncPosition {
  const { touched = [], returned = [] } = written ?? {}
  if (touched.length === 0) return position
  return {
    ...position,
    touched: [...new Set([...(position.touched ?? []), ...touched])],
    returned: [...new Set([...(position.returned ?? []), ...returned])],
  }
}

const along = (position: SyncPosition, list: string, walk: SyncWalk | null): SyncPosition => ({
  ...position,
  walk,
  done: walk ? position.done : [...position.done, list],
})

function secondsLeft(objects: number, total: number | null, ms: number): number | null {
  if (total === null || objects === 0) return null
  return Math.round((Math.max(0, total - objects) * Math.max(0, ms)) / objects / 1000)
}
