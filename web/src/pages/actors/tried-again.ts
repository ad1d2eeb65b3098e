import type { MessageView } from '@pm-bot/domain'
import { createSignal } from 'solid-js'

/** Attempts that were made under an earlier id, by the id that the message has now. */
const [before, setBefore] = createSignal<ReadonlyMap<string, number>>(new Map())

/** A retried message goes on under a new id; what it was is remembered as long as the page is open. */
export function rememberRetry(message: Pick<MessageView, 'id' | 'attempts'>, newId: string): void {
  setBefore((known) => new Map(known).set(newId, message.attempts + (known.get(message.id) ?? 0)))
}

/** That a message which was retried from this page is parked once more, and after how many attempts. */
export function failedAgain({ id, attempts }: Pick<MessageView, 'id' | 'attempts'>): string | undefined {
  const earlier = before().get(id)
  return earlier === undefined
    ? undefined
    : `It was tried again and failed again: ${earlier + attempts} attempts in all.`
}
