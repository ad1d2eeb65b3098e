import { Counter, Gauge, type Registry } from 'prom-client'

export interface ProcessMetrics {
  hint(): void
  /** Hints may have been missed, e.g. because the connection was lost. */
  hintGap(): void
  /** Watches a pool of database connections. */
  watchPool(name: string, pool: Pool): void
}

/** What pg's pools say of themselves. */
interface Pool {
  totalCount: number
  idleCount: number
  waitingCount: number
}

export function processMetrics(registry: Registry, version: string): ProcessMetrics {
  const registers = [registry]
  const hints = new Counter({ registers, name: 'pmbot_hints_total', help: 'Hints received from commits' })
  const gaps = new Counter({
    registers,
    name: 'pmbot_hint_gaps_total',
    help: 'Times that hints may have been missed, e.g. for a lost connection; the first listening is one',
  })
  new Gauge({
    registers,
    name: 'pmbot_build_info',
    help: 'Always 1; its label is the version that runs',
    labelNames: ['version'],
  }).set({ version }, 1)

  const pools = new Map<string, Pool>()
  new Gauge({
    registers,
    name: 'pmbot_pool_connections',
    help: 'Database connections of a pool: busy, idle, or asked for and waited for',
    labelNames: ['pool', 'state'],
    collect() {
      for (const [name, pool] of pools) {
        this.set({ pool: name, state: 'busy' }, pool.totalCount - pool.idleCount)
        this.set({ pool: name, state: 'idle' }, pool.idleCount)
        this.set({ pool: name, state: 'waiting' }, pool.waitingCount)
      }
    },
  })
  return {
    hint: () => hints.inc(),
    hintGap: () => gaps.inc(),
    watchPool: (name, pool) => void pools.set(name, pool),
  }
}
