import type { Fleet, Service } from '../../../setup/fleet.ts'
import { rowsOf } from '../../../setup/rows.ts'
import type { ClientsReport } from '../clients.ts'
import type { Acknowledged } from '../generators.ts'
import type { EffectsReport } from './check-effects.ts'

/** What shows that faults hit something: without it a seed proves nothing. */
export interface Bites {
  /** Outcomes and records refused because their attempt had lost its effect. */
  fenced: number
  /** Effects given to another attempt after one that ended without an outcome. */
  redelivered: number
  /** Effects tried again after an attempt that failed. */
  retried: number
  /** Effects that were found done. */
  adopted: number
  /** Sends and decisions repeated because their answer was lost. */
  repeated: number
  /** Workers that others took over from. */
  takenOver: number
  /** Answers 503. */
  unavailable: number
}

export async function countBites(
  { environment }: Fleet,
  services: readonly Service[],
  acknowledged: readonly Acknowledged[],
  effects: EffectsReport,
  clients: ClientsReport,
): Promise<Bites> {
  const lines = services.flatMap((service) => service.output().split('\n')).flatMap(readLine)
  const select = rowsOf(environment)
  return {
    fenced: lines.filter(({ msg, end }) => msg === 'effect' && end === 'refused').length,
    redelivered: (await select('effects where crashes > 0')).length,
    retried: (await select('effects where attempt > 1')).length,
    adopted: effects.adopted,
    repeated: clients.repeated + acknowledged.filter(({ tries }) => tries > 1).length,
    takenOver: lines.filter(({ msg }) => msg === 'worker taken over from').length,
    unavailable: clients.unavailable,
  }
}

interface LogLine {
  msg?: string
  end?: string
}

function readLine(line: string): LogLine[] {
  try {
    return line.startsWith('{') ? [JSON.parse(line)] : []
  } catch {
    // A process that was killed in the middle of a line.
    return []
  }
}
