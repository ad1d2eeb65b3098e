import { DomainError } from '../values/errors.ts'
import type { JobState } from './work-queues.ts'

/** The operator wants this work tried now, having seen it in this state. */
export interface RetryEffect {
  type: 'retry-effect'
  effectId: string
  state: JobState
  by: string
}

/** The operator does not want this work any more. */
export interface CancelEffect {
  type: 'cancel-effect'
  effectId: string
  by: string
}

/** `delayed` and `ended` are for the job's owner to allow; nothing else is ever put back. @throws DomainError */
export function wishOf({ state }: RetryEffect, again: string): 'hurry' | 'reopen' {
  switch (state) {
    case 'delayed':
      return 'hurry'
    case 'failed':
    case 'in-doubt':
      return 'reopen'
    case 'waiting':
      throw refusedJob('this job waits for a worker already')
    case 'active':
      throw refusedJob('this job is being done at this moment')
    case 'succeeded':
      throw refusedJob(`this job is done; ${again}`)
    case 'cancelled':
      throw refusedJob(`this job was cancelled; ${again}`)
  }
}

export const refusedJob = (sentence: string) => new DomainError('transition_refused', sentence)

export const underWayAgain = () =>
  refusedJob(
    'this work is under way again, or its outcome waits in the mailbox; look there for a parked message',
  )
