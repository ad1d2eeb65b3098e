export { openWorker } from './open-worker.ts'
