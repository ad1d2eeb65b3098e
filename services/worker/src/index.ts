export { openRunner } from './open-runner.ts'
export { startWorker, type WorkerOptions } from './start-worker.ts'
export type { WorkerContext } from './worker-context.ts'
