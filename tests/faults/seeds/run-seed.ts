import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startClients } from './clients.ts'
import { heal } from './heal.ts'
import { createHistory, type History } from './history.ts'
import { injectFaults } from './inject.ts'
import { onSeedStage, type SeedStage } from './open-seed-stage.ts'
import { type Judgement, judge } from './oracle/judge.ts'
import { type FaultKind, planClocks, planFaults } from './plan-faults.ts'
import { planWorkload } from './plan-workload.ts'
import { createRandom } from './random.ts'
import type { SeedOptions } from './seed-options.ts'

export interface SeedReport extends Omit<Judgement, 'missing'> {
  seed: number
  database: SeedOptions['database']
  ok: boolean
  /** `invalid`: nothing was violated, and too little happened to prove anything. */
  verdict: 'passed' | 'failed' | 'invalid'
  seconds: number
  /** From the last fault until everything was done. */
  healedMs: number
  faults: Partial<Record<FaultKind, number>>
  /** What was violated, or what would have had to happen. */
  problems: string[]
  /** Of a seed that did not pass: where its history and its logs are. */
  kept?: string
}

/** One seed: workload and faults together, then healing, then the judgement. */
export async function runSeed(options: SeedOptions, say: (line: string) => void): Promise<SeedReport> {
  const { seed, database, size } = options
  const random = createRandom(seed)
  const history = createHistory()
  const workload = planWorkload(random.fork('workload'), size)
  const planned = planFaults(random.fork('faults'), options)
  const clocks = planClocks(random.fork('clocks'), options)
  const startedAt = performance.now()
  const seconds = () => Math.round((performance.now() - startedAt) / 100) / 10

  return await onSeedStage({ ...options, clocks, workload }, async (stage) => {
    say(`seed ${seed} on ${database}: up after ${seconds()} s, ${planned.length} faults to come`)
    history.record('begins', { clocks })
    const clients = startClients({ ...stage, random: random.fork('clients'), size, history })
    const faults = await injectFaults(stage, planned, random.fork('injected'), history)
    const skewed = Object.keys(clocks).length
    if (skewed > 0) faults['skewed-clock'] = skewed

    say(`seed ${seed} on ${database}: healing after ${seconds()} s`)
    const healingSince = performance.now()
    const unhealed = await heal(stage, clients, history)
    clients.giveUp()
    const healedMs = Math.round(performance.now() - healingSince)
    const { missing, ...judgement } = await judge(options, stage, { faults, history, clients, unhealed })

    const verdict = judgement.problems.length > 0 ? 'failed' : missing.length > 0 ? 'invalid' : 'passed'
    const report: SeedReport = {
      seed,
      database,
      ok: verdict === 'passed',
      verdict,
      seconds: seconds(),
      healedMs,
      faults,
      ...judgement,
      problems: [...judgement.problems, ...missing],
    }
    return report.ok ? report : { ...report, kept: keep(stage, report, history) }
  })
}

/** History, the ledger of the world, and what every process printed. */
function keep(stage: SeedStage, report: SeedReport, history: History): string {
  const directory = join(tmpdir(), `pm-bot-faults-${report.database}-${report.seed}`)
  const logs = [...stage.services].map(([name, service]) => [`${name}.log`, service.output()])
  history.keep(directory, stage.worldLog, {
    'report.json': JSON.stringify(report, null, 2),
    ...Object.fromEntries(logs),
  })
  return directory
}
