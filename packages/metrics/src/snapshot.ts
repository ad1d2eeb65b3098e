import type { MetricObjectWithValues, MetricValue, Registry } from 'prom-client'

/** What a registry holds at one moment, as plain data that can be kept and sent. */
export type Snapshot = MetricObjectWithValues<MetricValue<string>>[]

/** prom-client's own type leaves the values out. */
export const snapshotOf = async (registry: Registry): Promise<Snapshot> =>
  (await registry.getMetricsAsJSON()) as unknown as Snapshot
