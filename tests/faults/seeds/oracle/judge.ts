import { createClient } from '../../../setup/client.ts'
import { rowsOf } from '../../../setup/rows.ts'
import { auditProblems } from '../../stage.ts'
import type { Clients } from '../clients.ts'
import { readLines } from '../generators.ts'
import type { History } from '../history.ts'
import type { LedgerLine } from '../inside/ledger.ts'
import type { SeedStage } from '../open-seed-stage.ts'
import type { FaultKind } from '../plan-faults.ts'
import type { SeedOptions } from '../seed-options.ts'
import type { WorldEvent } from '../world.ts'
import { checkEffects } from './check-effects.ts'
import { checkParked } from './check-leftovers.ts'
import { checkMessages } from './check-messages.ts'
import { type Bites, countBites } from './count-bites.ts'

export interface Judgement {
  messages: number
  /** By verb and end. */
  effects: Record<string, number>
  /** Comments that a stalled process posted beside its successor's. */
  stallDuplicates: number
  contests: number
  runs: Record<string, number>
  bites: Bites
  /** What was violated. */
  problems: string[]
  /** What did not happen and would have had to, for the seed to prove anything. */
  missing: string[]
}

/** By the ledger, the world's log and what clients were told; never by the constraints under test. */
export async function judge(
  { size, family }: SeedOptions,
  { fleet, services, generators, worldLog, address }: SeedStage,
  seen: {
    faults: Partial<Record<FaultKind, number>>
    history: History
    clients: Clients
    unhealed: readonly string[]
  },
): Promise<Judgement> {
  const { clients, history } = seen
  const ledger = (await rowsOf(fleet.environment)(
    'fault_ledger order by position',
  )) as unknown as LedgerLine[]
  const lines = ledger.map((line) => ({
    ...line,
    version: Number(line.version),
    position: Number(line.position),
  }))
  const planned = generators.flatMap(({ plan }) => plan.batches.flat())
  const accepted = generators.flatMap(({ plan, acknowledged }) =>
    acknowledged().flatMap(({ batch }) => plan.batches[batch]!),
  )
  const acknowledged = generators.flatMap((generator) => generator.acknowledged())

  const messages = checkMessages(lines, planned, accepted)
  const effects = checkEffects(lines, readLines<WorldEvent>(worldLog), history.events)
  const bites = await countBites(fleet, [...services.values()], acknowledged, effects, clients.report)
  const { contests, runs } = clients.report
  return {
    messages: messages.messages,
    effects: effects.ended,
    stallDuplicates: effects.stallDuplicates,
    contests,
    runs,
    bites,
    problems: [
      ...seen.unhealed,
      ...messages.problems,
      ...effects.problems,
      ...clients.report.problems,
      ...(await checkParked(fleet, accepted)),
      ...(await auditProblems(createClient(address, {}, { repeatForMs: 10_000 }))),
    ],
    missing: [
      ...(messages.messages < size.leastMessages ? [`only ${messages.messages} messages`] : []),
      ...(family === undefined ? tooFewFaults(size, seen.faults) : []),
      ...withoutBite(bites, family === undefined && size.mustBeHit),
    ],
  }
}

function tooFewFaults(
  { leastFaults, leastKinds }: SeedOptions['size'],
  faults: Partial<Record<FaultKind, number>>,
): string[] {
  const total = Object.values(faults).reduce((sum, count) => sum + count, 0)
  const kinds = Object.keys(faults).length
  return [
    ...(total < leastFaults ? [`only ${total} faults`] : []),
    ...(kinds < leastKinds ? [`only ${kinds} kinds of faults`] : []),
  ]
}

/**
 * A seed whose faults hit nothing is no proof. What the outside world does by itself is enough for a
 * small one; a full one must have lost attempts.
 */
function withoutBite({ fenced, redelivered, retried, adopted }: Bites, mustBeHit: boolean): string[] {
  if (fenced + redelivered + retried + adopted === 0) {
    return ['no fault bit: nothing was refused, given again, or found done']
  }
  return mustBeHit && fenced + redelivered === 0 ? ['no attempt was lost to a fault'] : []
}
