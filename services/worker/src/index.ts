export { openRunner } from './open-runner.ts'
export { openWorker } from './open-worker.ts'
