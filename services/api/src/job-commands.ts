import {
  type CancelEffect,
  DomainError,
  type JobView,
  type QueueName,
  type RetryEffect,
  WORK_QUEUES,
} from '@pm-bot/domain'
import { lookUpJob, type Reader } from '@pm-bot/store'
import { type ApiOptions, OPERATOR } from './api-context.ts'
import type { Command } from './command.ts'

export type JobAction = 'retry' | 'cancel'

/** @throws DomainError */
export function findQueueName(name: string): QueueName {
  const found = WORK_QUEUES.find((queue) => queue === name)
  if (!found)
    throw new DomainError('not_found', `there is no such queue; there are ${WORK_QUEUES.join(', ')}`)
  return found
}

/** @throws DomainError */
export async function findJob(
  reader: Reader,
  { redactor }: Pick<ApiOptions, 'redactor'>,
  queue: QueueName,
  jobId: string,
): Promise<JobView> {
  const job = await lookUpJob(reader, redactor, queue, jobId)
  if (!job) throw new DomainError('not_found', 'there is no such job in this queue')
  return job
}

/** A job is changed by the actor that owes it, and by nobody else. */
export async function jobCommand(
  options: ApiOptions,
  action: JobAction,
  queue: QueueName,
  jobId: string,
): Promise<Command> {
  const find = (reader: Reader) => findJob(reader, options, queue, jobId)
  const job = await find(options.store.database)
  return {
    to: job.owner,
    message: messageOf(action, job),
    done: 200,
    view: find,
    whenRefused: async (reader) => ({ current: await find(reader) }),
    allow: async () => assertOwner(job.owner.kind),
  }
}

export const messageOf = (
  action: JobAction,
  { id, state }: Pick<JobView, 'id' | 'state'>,
): RetryEffect | CancelEffect =>
  action === 'retry'
    ? { type: 'retry-effect', effectId: id, state, by: OPERATOR }
    : { type: 'cancel-effect', effectId: id, by: OPERATOR }

/** Whose actors know what it means that a job of theirs is put back, or cancelled. */
const OWNERS = new Set(['run', 'repo', 'github', 'notifiers'])

/** @throws DomainError when actors of this kind take no such command */
export function assertOwner(kind: string): void {
  if (OWNERS.has(kind)) return
  throw new DomainError('action_not_allowed', `jobs of a ${kind} cannot be changed here`)
}
