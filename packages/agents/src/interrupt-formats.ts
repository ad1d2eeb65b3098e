import type { InterruptAnswer, InterruptRequest } from '@pm-bot/domain'

/** What a graph's interrupt asks, in our words. */
export function readInterrupt(value: unknown): InterruptRequest {
  return value as InterruptRequest
}

/** What the interrupted node gets as the answer to its question. */
export function resumeValue(_request: InterruptRequest, { parts }: InterruptAnswer): unknown {
  return parts[0]
}
