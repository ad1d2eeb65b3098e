import { Counter, Histogram, type Registry } from 'prom-client'

export interface EffectMetrics {
  /** An attempt at an effect has ended. `waitedMs` is null unless it was the effect's first. */
  attempt(ended: { verb: string; end: string; ms: number; waitedMs: number | null }): void
  /** Somebody who had lost what they worked on wanted to write, and was turned away. */
  fenced(write: 'checkpoint' | 'record'): void
}

export function effectMetrics(registry: Registry): EffectMetrics {
  const registers = [registry]
  const seconds = new Histogram({
    registers,
    name: 'pmbot_effect_seconds',
    help: 'Time of one attempt at an effect, by what it does and how it ended',
    labelNames: ['verb', 'end'],
    buckets: [0.05, 0.25, 1, 5, 15, 60, 300, 1800, 7200],
  })
  const start = new Histogram({
    registers,
    name: 'pmbot_effect_start_seconds',
    help: 'From an effect being owed to the start of its first attempt; told when that attempt ends',
    labelNames: ['verb'],
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 600],
  })
  const fenced = new Counter({
    registers,
    name: 'pmbot_fenced_writes_total',
    help: 'Writes refused because their attempt had lost its effect: an outcome, a checkpoint, or a record of it',
    labelNames: ['write'],
  })
  for (const write of ['outcome', 'checkpoint', 'record']) fenced.inc({ write }, 0)

  return {
    attempt({ verb, end, ms, waitedMs }) {
      seconds.observe({ verb, end }, ms / 1000)
      if (waitedMs !== null) start.observe({ verb }, waitedMs / 1000)
      if (end === 'refused') fenced.inc({ write: 'outcome' })
    },
    fenced: (write) => fenced.inc({ write }),
  }
}
