import { collectDefaultMetrics, Registry } from 'prom-client'
import { type EffectMetrics, effectMetrics } from './effect-metrics.ts'
import { type ProcessMetrics, processMetrics } from './process-metrics.ts'
import { type RecoveryMetrics, recoveryMetrics } from './recovery-metrics.ts'
import { type RequestMetrics, requestMetrics } from './request-metrics.ts'
import { type Snapshot, snapshotOf } from './snapshot.ts'
import { type TurnMetrics, turnMetrics } from './turn-metrics.ts'

export interface ProcessName {
  /** `api`, `worker`, `scheduler`, or `all` where one process is everything. */
  role: string
  /** Unlike that of any other living process of the instance. */
  process: string
  version: string
}

/** What this process counts. One per process; every door is cheap enough for the hottest path. */
export interface Metrics extends TurnMetrics, EffectMetrics, RecoveryMetrics, RequestMetrics, ProcessMetrics {
  snapshot(): Promise<Snapshot>
}

export function createMetrics({ role, process, version }: ProcessName): Metrics {
  const registry = new Registry()
  registry.setDefaultLabels({ role, process })
  collectDefaultMetrics({ register: registry })
  return {
    ...turnMetrics(registry),
    ...effectMetrics(registry),
    ...recoveryMetrics(registry),
    ...requestMetrics(registry),
    ...processMetrics(registry, version),
    snapshot: () => snapshotOf(registry),
  }
}
