import { AggregatorRegistry, Registry } from 'prom-client'
import type { Snapshot } from './snapshot.ts'

export const METRICS_CONTENT_TYPE = Registry.PROMETHEUS_CONTENT_TYPE

/**
 * One page of what several processes count. Nothing is added up: every series carries its
 * process, so that Prometheus sees which one began anew. A sum over processes would fall when
 * one of them ends, and a counter that falls is read as one that began at zero.
 */
export async function renderMetrics(snapshots: readonly Snapshot[]): Promise<string> {
  // As they are: prom-client would leave some out, e.g. the start time of a process.
  const unmerged = snapshots.map((snapshot) =>
    snapshot.map((metric) => ({ ...metric, aggregator: 'first' as const })),
  )
  return await AggregatorRegistry.aggregate(unmerged).metrics()
}
