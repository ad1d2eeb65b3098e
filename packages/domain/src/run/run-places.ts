import type { PlaceAnswer } from '../repo/place-messages.ts'
import type { RuleContext } from './decide-run.ts'
import { evolveRun } from './evolve-run.ts'
import type { Run } from './run.ts'
import type { RunWork } from './run-effects.ts'
import { failed } from './run-ends.ts'
import type { RunEvent } from './run-event.ts'
import { isTerminalRunStatus } from './run-status.ts'

/** What a run does only while it has one of its repository's places. */
export type AtWork = { type: 'work-requested'; effectId: string; work: RunWork } | { type: 'clone-requested' }

/** A place that a run asked for, or has. */
export interface RunPlace {
  /** Null of one that it took without asking. */
  ticket: string | null
  state: 'asked' | 'held'
  /** What it begins with once it has it. */
  next: AtWork | null
  /** Whether it was told to wait. */
  waits: boolean
}

/**
 * The same events with the repository's places heeded: an agent begins, or goes on, when there is a place, and gives
 * it back whenever it comes to rest: at its end, before a question to a person, and while its change is written.
 */
export function heedPlaces(run: Run, events: readonly RunEvent[], context: RuleContext): RunEvent[] {
  const heeded: RunEvent[] = []
  let after = run
  const happens = (event: RunEvent) => {
    heeded.push(event)
    after = evolveRun(after, event)
  }
  for (const event of events) {
    const isHeld = after.place?.state === 'held'
    if (!isHeld && isAtWork(event)) happens({ type: 'place-asked', ticket: context.newId(), next: event })
    else if (!isHeld && event.type === 'work-reopened' && isAgents(event.verb)) {
      happens({ type: 'place-claimed' })
      happens(event)
    } else happens(event)
  }
  if (after.place && !needsPlace(after)) happens({ type: 'place-returned' })
  return heeded
}

/** The repository's answer; one to a question that the run has taken back means nothing. */
export function hearOfPlace(run: Run, answer: PlaceAnswer): RunEvent[] {
  const { place } = run
  if (place?.state !== 'asked' || place.ticket !== answer.ticket || !place.next) return []
  switch (answer.type) {
    case 'place-given':
      return [{ type: 'place-taken', reason: place.waits ? whatNow(run, place.next) : null }, place.next]
    case 'place-awaited':
      return [{ type: 'place-awaited', reason: answer.reason }]
    case 'place-refused':
      return failed(run, answer.reason)
  }
}

type PlaceEvent = Extract<
  RunEvent,
  { type: 'place-asked' | 'place-awaited' | 'place-taken' | 'place-claimed' | 'place-returned' }
>

export function evolvePlace(run: Run, event: PlaceEvent): Run {
  const { place } = run
  switch (event.type) {
    case 'place-asked': {
      const { ticket, next } = event
      // Its answers are on their way to the agent: they are given once, now or later.
      const begun = evolveRun(run, next)
      const asked: RunPlace = { ticket, state: 'asked', next, waits: false }
      return { ...begun, work: run.work, ...(run.awaitsClone ? {} : { awaitsClone: false }), place: asked }
    }
    case 'place-awaited':
      return { ...run, reason: event.reason, place: place ? { ...place, waits: true } : null }
    case 'place-taken': {
      const taken: RunPlace = { ticket: place?.ticket ?? null, state: 'held', next: null, waits: false }
      return { ...run, ...(event.reason === null ? {} : { reason: event.reason }), place: taken }
    }
    case 'place-claimed':
      return { ...run, place: { ticket: null, state: 'held', next: null, waits: false } }
    case 'place-returned':
      return { ...run, place: null }
  }
}

function isAtWork(event: RunEvent): event is AtWork {
  return event.type === 'clone-requested' || (event.type === 'work-requested' && isAgents(event.work.verb))
}

/** What is approved is written without a place: an approval holds for a day, and the writing takes a moment. */
const isAgents = (verb: RunWork['verb']): boolean => verb !== 'apply-changeset'

function needsPlace({ status, place, work, awaitsClone }: Run): boolean {
  if (isTerminalRunStatus(status)) return false
  return place?.state === 'asked' || awaitsClone === true || (work !== null && isAgents(work.verb))
}

function whatNow({ status, repo }: Run, next: AtWork): string {
  if (next.type === 'clone-requested') return `Waiting for a fresh clone of ${repo.fullName}.`
  return status === 'approved' ? 'Waiting for a worker.' : 'The agent goes on.'
}
