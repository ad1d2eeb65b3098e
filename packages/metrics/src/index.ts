export { backlogSnapshot } from './backlog-metrics.ts'
export { createMetrics, type Metrics, type ProcessName } from './create-metrics.ts'
export { METRICS_CONTENT_TYPE, renderMetrics } from './render-metrics.ts'
export type { Snapshot } from './snapshot.ts'
