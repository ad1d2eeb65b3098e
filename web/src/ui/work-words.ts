import type { JobState, QueueName } from '@pm-bot/domain'
import type { IconName } from './icon.tsx'
import { nameInWords } from './name-in-words.ts'

export const QUEUE_WORDS: Record<QueueName, { title: string; carries: string }> = {
  runs: { title: 'Runs', carries: 'Agents at work for approved runs' },
  sync: { title: 'Sync', carries: 'What GitHub knows, brought here' },
  ingestion: { title: 'Ingestion', carries: 'Repositories, read for search' },
  publish: { title: 'Publish', carries: 'Approved changes, on their way into the repository' },
  notify: { title: 'Notify', carries: 'Messages to you' },
}

export const isQueueName = (name: string): name is QueueName => Object.hasOwn(QUEUE_WORDS, name)
export const queueTitle = (name: string) => (isQueueName(name) ? QUEUE_WORDS[name].title : nameInWords(name))

const VERBS: Record<string, string> = {
  'run-agent': 'Run the agent',
  'resume-agent': 'Go on with the agent',
  'apply-changeset': 'Write the approved change',
  'sync-repo': 'Bring what GitHub knows',
  'look-at-github': 'Look at what the credential sees',
  'estimate-import': 'Estimate an import',
  'update-clone': 'Bring the clone up to date',
  publish: 'Publish what was approved',
}
/** What a job does. */
export const verbInWords = (verb: string) => VERBS[verb] ?? nameInWords(verb)

export const JOB_WORDS: Record<JobState, { icon: IconName; tone: string; word: string }> = {
  waiting: { icon: 'waiting', tone: 'amber', word: 'Waiting' },
  delayed: { icon: 'retry', tone: 'amber', word: 'Delayed' },
  active: { icon: 'working', tone: 'blue', word: 'Under way' },
  succeeded: { icon: 'done', tone: 'green', word: 'Done' },
  failed: { icon: 'refused', tone: 'red', word: 'Failed' },
  'in-doubt': { icon: 'warning', tone: 'red', word: 'In doubt' },
  cancelled: { icon: 'cancelled', tone: 'grey', word: 'Cancelled' },
}
