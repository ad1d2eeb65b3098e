import type { EffectOutcome } from '@pm-bot/runtime'
import type { HistoryEvent } from '../history.ts'
import type { LedgerLine } from '../inside/ledger.ts'
import type { ErrandResult, ErrandVerb } from '../inside/performers.ts'
import type { WorldEvent } from '../world.ts'
import { some } from './some.ts'

export interface EffectsReport {
  problems: string[]
  /** By verb and how its actor was told that it ended. */
  ended: Record<string, number>
  /** Found done by an attempt before. */
  adopted: number
  /** Comments that a stalled process posted beside its successor: nothing can prevent them. */
  stallDuplicates: number
}

interface Errand {
  id: string
  verb: ErrandVerb
  outcomes: EffectOutcome<ErrandResult>[]
  applied: WorldEvent[]
}

/** Compares what actors owe and were told with the world's own log. */
export function checkEffects(
  ledger: readonly LedgerLine[],
  world: readonly WorldEvent[],
  history: readonly HistoryEvent[],
): EffectsReport {
  const applied = Map.groupBy(
    world.filter(({ what }) => what === 'applied'),
    ({ id }) => id,
  )
  const ended = Map.groupBy(
    ledger.filter(({ what }) => what === 'ended'),
    ({ peer }) => peer,
  )
  const owed = ledger.filter(({ what }) => what === 'owed')
  const errands = owed.map(
    ({ peer: id, detail }): Errand => ({
      id,
      verb: detail as ErrandVerb,
      outcomes: (ended.get(id) ?? []).map((line) => JSON.parse(line.detail!)),
      applied: applied.get(id) ?? [],
    }),
  )
  const ids = new Set(errands.map(({ id }) => id))

  const report: EffectsReport = { problems: [], ended: {}, adopted: 0, stallDuplicates: 0 }
  const wrong: string[] = []
  for (const errand of errands) {
    const [outcome] = errand.outcomes
    const result = outcome?.status === 'succeeded' ? outcome.result : outcome?.status
    const end = `${errand.verb} ${result ?? 'never'}`
    report.ended[end] = (report.ended[end] ?? 0) + 1
    if (result === 'adopted') report.adopted += 1
    const extra = isDoneOnce(errand) ? 0 : stallDuplicatesOf(errand, world, history)
    report.stallDuplicates += extra
    const isFine = errand.outcomes.length === 1 && (isDoneOnce(errand) || extra > 0)
    if (!isFine) {
      wrong.push(
        `${errand.id}: ${end}, told ${errand.outcomes.length} times, applied ${errand.applied.length} times`,
      )
    }
  }
  report.problems.push(
    ...some('effects not as they ought to be', wrong),
    ...some(
      'effects that nobody owes',
      [...applied.keys(), ...ended.keys()].filter((id) => !ids.has(id)),
    ),
  )
  return report
}

/** As its class promises; what is in doubt may have been done or not. */
function isDoneOnce({ verb, outcomes, applied }: Errand): boolean {
  const [outcome] = outcomes
  const result = outcome?.status === 'succeeded' ? outcome.result : outcome?.status
  switch (verb) {
    case 'make-branch':
    case 'post-comment':
      return applied.length === 1 && (result === 'done' || result === 'adopted')
    case 'put-status':
      return applied.length >= 1 && result === 'done'
    case 'ring-bell':
      if (result === 'in-doubt' || result === 'unanswered') return applied.length <= 1
      return applied.length === 1 && result === 'done'
  }
}

/** Those that a process posted which had looked, was stopped, and went on behind its successor. */
function stallDuplicatesOf(
  errand: Errand,
  world: readonly WorldEvent[],
  history: readonly HistoryEvent[],
): number {
  if (errand.verb !== 'post-comment') return 0
  const [, ...later] = errand.applied
  const stalls = history.filter(({ what }) => what === 'stalled')
  const isOfStall = ({ at, token, pid }: WorldEvent): boolean => {
    const looked = world.find((event) => event.token === token && event.what === 'looked')
    return stalls.some(
      (stall) => stall.pid === pid && looked !== undefined && looked.at <= stall.at + 50 && at > stall.at,
    )
  }
  return later.every(isOfStall) ? later.length : 0
}
