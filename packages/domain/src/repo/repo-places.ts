import { evolveRepo } from './evolve-repo.ts'
import type { PlaceQuestion } from './place-messages.ts'
import type { Repo, RepoEvent } from './repo.ts'

/** The places of a repository, FEATURES A60. */
export interface RepoPlaces {
  /** Null: DEFAULT_MAX_RUNS. */
  max: number | null
  /** Runs that have one; more than there are after the number was lowered. */
  atWork: readonly string[]
  /** Those that wait for one, in the order in which they asked. */
  waiting: readonly { runId: string; ticket: string }[]
}

/** So many runs are at work on a repository at once unless it says otherwise: two workers' worth. */
export const DEFAULT_MAX_RUNS = 4

export const NEW_PLACES: RepoPlaces = { max: null, atWork: [], waiting: [] }

/** What a run's question leads to; each place that is given back goes to whoever has waited longest. */
export function answerPlace(repo: Repo, question: PlaceQuestion): RepoEvent[] {
  const { runId } = question
  switch (question.type) {
    case 'ask-place': {
      const { ticket } = question
      if (repo.status === 'removed') {
        const reason = 'Its repository is not registered with pm-bot any more.'
        return [{ type: 'place-answered', runId, answer: { type: 'place-refused', ticket, reason } }]
      }
      if (isFree(repo)) return [{ type: 'place-given', runId, ticket }]
      const answer = { type: 'place-awaited' as const, ticket, reason: whyItWaits(repo) }
      return [
        { type: 'place-asked', runId, ticket },
        { type: 'place-answered', runId, answer },
      ]
    }
    case 'claim-place':
      return [{ type: 'place-given', runId, ticket: null }]
    case 'return-place': {
      const returned: RepoEvent = { type: 'place-returned', runId }
      return [returned, ...giveOn(evolveRepo(repo, returned))]
    }
  }
}

export function setMaxRuns(repo: Repo, max: number | null, by: string): RepoEvent[] {
  if ((repo.places ?? NEW_PLACES).max === max) return []
  const changed: RepoEvent = { type: 'max-runs-changed', max, by }
  return [changed, ...giveOn(evolveRepo(repo, changed))]
}

export function evolvePlaces(
  places: RepoPlaces,
  event: Extract<RepoEvent, { type: 'place-asked' | 'place-given' | 'place-returned' | 'max-runs-changed' }>,
): RepoPlaces {
  if (event.type === 'max-runs-changed') return { ...places, max: event.max }
  const { runId } = event
  const others = {
    ...places,
    atWork: places.atWork.filter((each) => each !== runId),
    waiting: places.waiting.filter((each) => each.runId !== runId),
  }
  switch (event.type) {
    case 'place-asked':
      return { ...others, waiting: [...others.waiting, { runId, ticket: event.ticket }] }
    case 'place-given':
      return { ...others, atWork: [...others.atWork, runId] }
    case 'place-returned':
      return others
  }
}

const maxOf = ({ max }: RepoPlaces): number => max ?? DEFAULT_MAX_RUNS

/** Nobody who comes later is served before those that wait. */
function isFree({ places = NEW_PLACES }: Repo): boolean {
  return places.waiting.length === 0 && places.atWork.length < maxOf(places)
}

function giveOn({ places = NEW_PLACES }: Repo): RepoEvent[] {
  const free = Math.max(0, maxOf(places) - places.atWork.length)
  return places.waiting.slice(0, free).map((next) => ({ type: 'place-given', ...next }))
}

function whyItWaits({ name, places = NEW_PLACES }: Repo): string {
  const { length } = places.atWork
  const runs = length === 1 ? '1 run is' : `${length} runs are`
  return `Waits for a place: ${runs} at work on ${name}.`
}
