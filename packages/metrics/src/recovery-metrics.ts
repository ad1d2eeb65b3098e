import { Counter, type Registry } from 'prom-client'

export interface RecoveryMetrics {
  /** What the reaper found when it looked at a worker. */
  reaperVerdict(verdict: 'dead' | 'silent'): void
  /** Effects that nobody worked on any more and that were given out again. */
  effectsSwept(effects: number): void
}

export function recoveryMetrics(registry: Registry): RecoveryMetrics {
  const registers = [registry]
  const verdicts = new Counter({
    registers,
    name: 'pmbot_reaper_verdicts_total',
    help: 'What the reaper found when it looked at a worker',
    labelNames: ['verdict'],
  })
  for (const verdict of ['dead', 'silent']) verdicts.inc({ verdict }, 0)
  const swept = new Counter({
    registers,
    name: 'pmbot_swept_effects_total',
    help: 'Effects that nobody worked on any more and that were given out again',
  })
  return {
    reaperVerdict: (verdict) => verdicts.inc({ verdict }),
    effectsSwept: (effects) => swept.inc(effects),
  }
}
