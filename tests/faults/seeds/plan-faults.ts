import type { Random } from './random.ts'
import { namesOf, type SeedOptions, type SeedSize } from './seed-options.ts'

export const FAMILIES = [
  'kills',
  'postgres',
  'stops',
  'stalls',
  'links',
  'backends',
  'disk',
  'clocks',
] as const
export type Family = (typeof FAMILIES)[number]

export type FaultKind =
  /** kill -9, and its supervisor brings it back. */
  | 'kill'
  /** kill -9 of the whole Postgres. */
  | 'kill-postgres'
  /** SIGTERM, and started again. */
  | 'stop'
  | 'stall'
  /** Longer than a worker may be silent. */
  | 'long-stall'
  /** Nothing passes for a while, then all of it late. */
  | 'silence'
  /** Reset, and nothing passes for a while. */
  | 'cut'
  /** For so long that a worker is taken for dead, in the middle of an effect. */
  | 'long-cut'
  | 'terminate-backends'
  | 'disk-full'
  /** Started with a clock that is wrong. */
  | 'skewed-clock'

/** Who it befalls: a process, or Postgres. */
export type Target = string

export interface PlannedFault {
  /** Since the workload began. */
  at: number
  kind: FaultKind
  target: Target
  /** How long it lasts, where that is to be said. */
  ms: number
}

/** How many of them, on whom, when and how long. */
interface Row {
  family: Family
  kind: Exclude<FaultKind, 'skewed-clock'>
  targets: readonly Target[]
  count: number
  ms: readonly [number, number]
  /** The share of the time in which they happen. */
  window?: readonly [number, number]
}

const WORKERS = namesOf('worker', 3)
const SENDERS = namesOf('generator', 3)
/** A long stall is seen by a scheduler that has not lost sight of its workers. */
const LATE = [0.62, 1] as const
const EARLY = [0, 0.55] as const

const TABLES: Record<SeedOptions['database'], Row[]> = {
  postgres: [
    {
      family: 'stalls',
      kind: 'long-stall',
      targets: ['worker-1'],
      count: 1,
      ms: [17_500, 18_000],
      window: [0.05, 0.1],
    },
    { family: 'kills', kind: 'kill', targets: ['worker-2', 'worker-3'], count: 7, ms: [0, 0] },
    { family: 'kills', kind: 'kill', targets: ['api'], count: 3, ms: [0, 0] },
    { family: 'kills', kind: 'kill', targets: ['scheduler'], count: 2, ms: [0, 0], window: LATE },
    { family: 'kills', kind: 'kill', targets: SENDERS, count: 3, ms: [0, 0] },
    {
      family: 'postgres',
      kind: 'kill-postgres',
      targets: ['postgres'],
      count: 4,
      ms: [0, 400],
      window: LATE,
    },
    { family: 'stops', kind: 'stop', targets: ['api'], count: 1, ms: [0, 0] },
    { family: 'stops', kind: 'stop', targets: ['scheduler'], count: 1, ms: [0, 0], window: LATE },
    { family: 'stops', kind: 'stop', targets: WORKERS, count: 2, ms: [0, 0], window: LATE },
    {
      family: 'stalls',
      kind: 'stall',
      targets: ['worker-2', 'worker-3', 'api', ...SENDERS],
      count: 13,
      ms: [200, 2500],
    },
    { family: 'stalls', kind: 'stall', targets: ['scheduler'], count: 2, ms: [500, 4000], window: LATE },
    {
      family: 'links',
      kind: 'silence',
      targets: ['worker-2', 'worker-3', 'api', ...SENDERS],
      count: 9,
      ms: [300, 3000],
    },
    {
      family: 'links',
      kind: 'cut',
      targets: ['worker-2', 'worker-3', 'api', ...SENDERS],
      count: 7,
      ms: [0, 1000],
    },
    {
      family: 'links',
      kind: 'long-cut',
      targets: ['worker-2', 'worker-3'],
      count: 3,
      ms: [2000, 3500],
      window: EARLY,
    },
    { family: 'backends', kind: 'terminate-backends', targets: ['sessions'], count: 22, ms: [0, 0] },
    { family: 'disk', kind: 'disk-full', targets: ['postgres'], count: 2, ms: [300, 1500], window: LATE },
  ],
  sqlite: [
    { family: 'kills', kind: 'kill', targets: ['all'], count: 8, ms: [0, 0] },
    { family: 'kills', kind: 'kill', targets: SENDERS, count: 8, ms: [0, 0] },
    { family: 'stops', kind: 'stop', targets: ['all'], count: 2, ms: [0, 0] },
    { family: 'stalls', kind: 'stall', targets: ['all'], count: 10, ms: [100, 1500] },
    { family: 'stalls', kind: 'stall', targets: SENDERS, count: 12, ms: [200, 2500] },
    { family: 'disk', kind: 'disk-full', targets: ['all'], count: 4, ms: [300, 1500] },
  ],
}

/** Processes that a smaller seed does without. */
const absentFrom = ({ workers, generators }: SeedSize): Target[] => [
  ...WORKERS.slice(workers),
  ...SENDERS.slice(generators),
]

/** In the order in which they begin. */
export function planFaults(random: Random, { database, family, size }: SeedOptions): PlannedFault[] {
  const isThere = (target: Target) => !absentFrom(size).includes(target)
  const rows = TABLES[database]
    .filter((row) => family === undefined || row.family === family)
    .map((row) => ({ ...row, targets: row.targets.filter(isThere) }))
  const faults = rows.flatMap(({ kind, targets, count, ms, window = [0, 1] }) => {
    // A seed that is too short for a long stall has none.
    if (ms[1] >= size.faultsMs) return []
    return Array.from({ length: Math.round(count * size.faults) }, () => ({
      kind,
      target: random.pick(targets),
      at: random.int(Math.round(window[0] * size.faultsMs), Math.round(window[1] * size.faultsMs)),
      ms: random.int(ms[0], ms[1]),
    }))
  })
  return faults.sort((a, b) => a.at - b.at)
}

const HOUR_MS = 3_600_000

/** How wrong the clocks are: of some processes, by up to a day. */
export function planClocks(random: Random, { database, family, size }: SeedOptions): Record<Target, number> {
  if (family !== undefined && family !== 'clocks') return {}
  const targets = database === 'sqlite' ? ['all'] : ['api', 'scheduler', ...namesOf('worker', size.workers)]
  const wrong = random.shuffled(targets).slice(0, database === 'sqlite' ? 1 : 3)
  return Object.fromEntries(wrong.map((target) => [target, random.pick([-24, -1, 1, 24]) * HOUR_MS]))
}
