import { type Address, defineActor, type Send } from '@pm-bot/runtime'
import type { LedgerEvent } from './ledger.ts'

/** A message with a number that its sender gives to no other message to the same actor. */
export interface Note {
  type: 'note'
  from: string
  n: number
  /** How often it is passed on, and to how many each time. */
  hops: number
  fan: number
}
/** Throws; or takes its process along. */
export interface Poison {
  type: 'poison' | 'bomb'
}

/** How many notes it sent so far, by receiver: the numbers of its own streams. */
type Sent = Readonly<Record<string, number>>

export const CLERKS = 60

export const clerkOf = (n: number): Address => ({ kind: 'clerk', key: `clerk-${n % CLERKS}` })

/** Writes down what it is told, and passes on what is to be passed on. */
export const clerk = defineActor<Sent, Note | Poison, LedgerEvent, never>({
  kind: 'clerk',
  codeVersion: 1,
  initialState: {},

  receive(sent, message, { self }) {
    if (message.type === 'bomb') process.kill(process.pid, 'SIGKILL')
    if (message.type !== 'note') throw new Error('this message is poison')

    const { from, n, hops, fan } = message
    const state: Record<string, number> = { ...sent }
    const events: LedgerEvent[] = [{ what: 'received', peer: from, n }]
    const sends: Send[] = []
    for (let each = 1; hops > 0 && each <= fan; each += 1) {
      const to = clerkOf(Number(self.key.split('-')[1]) + n + each * 7)
      const number = state[to.key] ?? 0
      state[to.key] = number + 1
      events.push({ what: 'sent', peer: to.key, n: number })
      sends.push({ to, message: { ...message, from: self.key, n: number, hops: hops - 1 } })
    }
    return { state, events, sends }
  },
})
