import { type Address, defineActor, type EffectFinished, type EffectRequest } from '@pm-bot/runtime'
import type { LedgerEvent } from './ledger.ts'
import type { ErrandResult, ErrandVerb } from './performers.ts'

export interface RunErrand {
  type: 'run-errand'
  from: string
  n: number
  /** Its marker in the outside world. */
  id: string
  verb: ErrandVerb
  queue: string
}

/** The errands under way, by effect. */
type UnderWay = Readonly<Record<string, string>>

export const errandsOf = (n: number): Address => ({ kind: 'errands', key: `errands-${n}` })

/** What a lost outcome means, as each performer deserves it. */
export const ON_LOST: Record<ErrandVerb, EffectRequest['onLost']> = {
  'make-branch': 'reconcile',
  'post-comment': 'reconcile',
  'put-status': 'retry',
  'ring-bell': 'ask',
}

/** Owes an effect for every errand, and writes down how it ended. */
export const errands = defineActor<UnderWay, RunErrand | EffectFinished<ErrandResult>, LedgerEvent, never>({
  kind: 'errands',
  codeVersion: 1,
  initialState: {},

  receive(underWay, message, { newId }) {
    if (message.type === 'effect-finished') {
      const { [message.effectId]: id = `unknown ${message.effectId}`, ...others } = underWay
      return {
        state: others,
        events: [{ what: 'ended', peer: id, n: 0, detail: JSON.stringify(message.outcome) }],
      }
    }
    const { from, n, id, verb, queue } = message
    const effectId = newId()
    return {
      state: { ...underWay, [effectId]: id },
      events: [
        { what: 'received', peer: from, n },
        { what: 'owed', peer: id, n: 0, detail: verb },
      ],
      effects: [{ effectId, verb, queue, onLost: ON_LOST[verb], payload: { id } }],
    }
  },
})
