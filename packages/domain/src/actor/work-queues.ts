/** The work queues that carry effects; all exist from the first start on. */
export const WORK_QUEUES = ['runs', 'sync', 'ingestion', 'publish', 'notify'] as const
export type QueueName = (typeof WORK_QUEUES)[number]

/** How a job stands: an effect's status, with what is open told apart by whether it may begin. */
export const JOB_STATES = [
  'waiting',
  'delayed',
  'active',
  'succeeded',
  'failed',
  'in-doubt',
  'cancelled',
] as const
export type JobState = (typeof JOB_STATES)[number]
