export { openScheduler } from './open-scheduler.ts'
export { type SchedulerOptions, startScheduler } from './start-scheduler.ts'
