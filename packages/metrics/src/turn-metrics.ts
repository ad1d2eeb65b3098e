import { Counter, Histogram, type Registry } from 'prom-client'

export interface TurnMetrics {
  /** One transaction that served mailboxes. */
  turns(taken: TakenTurns): void
}

export interface TakenTurns {
  ms: number
  /** Messages by what became of them. */
  handled: number
  failed: number
  parked: number
  /** For each actor served: how long its oldest message had waited. */
  waitedMs: readonly number[]
}

export function turnMetrics(registry: Registry): TurnMetrics {
  const registers = [registry]
  const seconds = new Histogram({
    registers,
    name: 'pmbot_turn_seconds',
    help: 'Time of one transaction that serves up to 16 mailboxes',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
  })
  const wake = new Histogram({
    registers,
    name: 'pmbot_wake_seconds',
    help: 'From a message being accepted to its turn, for the oldest message of each actor served; first tries only',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 30, 300],
  })
  const messages = new Counter({
    registers,
    name: 'pmbot_messages_total',
    help: 'Messages by what became of them: handled, failed (to be tried again) or parked',
    labelNames: ['outcome'],
  })
  for (const outcome of ['handled', 'failed', 'parked']) messages.inc({ outcome }, 0)

  return {
    turns({ ms, handled, failed, parked, waitedMs }) {
      seconds.observe(ms / 1000)
      for (const waited of waitedMs) wake.observe(waited / 1000)
      messages.inc({ outcome: 'handled' }, handled)
      messages.inc({ outcome: 'failed' }, failed)
      messages.inc({ outcome: 'parked' }, parked)
    },
  }
}
