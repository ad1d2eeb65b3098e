import { v7 } from 'uuid'
import type { AnyActor, TurnContext } from './define-actor.ts'
import type { LockedActor, StoredMessage, TurnRecord } from './ports.ts'

/** A message whose handler threw, and what it threw. */
export interface FailedMessage {
  message: StoredMessage
  error: unknown
}

/**
 * Runs an actor over a batch of its messages, oldest first. Stops at the first message
 * that throws: what came before it stands, what comes after it waits behind it.
 */
export function foldTurns(
  definition: AnyActor,
  actor: LockedActor,
  messages: readonly StoredMessage[],
  now: string,
): { record: TurnRecord; failed?: FailedMessage } {
  const self = { kind: actor.kind, key: actor.key }
  const record = {
    ...self,
    // Undefined is "no turn yet"; a state may well be null.
    state: actor.state === undefined ? definition.initialState : actor.state,
    version: actor.version,
    codeVersion: definition.codeVersion,
    handled: [] as string[],
    events: [] as TurnRecord['events'][number][],
    effects: [] as TurnRecord['effects'][number][],
    cancelEffects: [] as string[],
    reopenEffects: [] as TurnRecord['reopenEffects'][number][],
    sends: [] as TurnRecord['sends'][number][],
    timers: [] as TurnRecord['timers'][number][],
    replies: [] as TurnRecord['replies'][number][],
  }

  for (const message of messages) {
    const version = record.version + 1
    const context: TurnContext = { self, messageId: message.messageId, version, now, newId: v7 }
    try {
      const turn = definition.receive(record.state, message.body, context)
      record.state = turn.state
      record.version = version
      record.handled.push(message.messageId)
      for (const event of turn.events ?? []) {
        record.events.push({ event, version, messageId: message.messageId, now })
      }
      record.effects.push(...(turn.effects ?? []))
      record.cancelEffects.push(...(turn.cancelEffects ?? []))
      record.reopenEffects.push(...(turn.reopenEffects ?? []))
      record.timers.push(...(turn.timers ?? []))
      turn.sends?.forEach((send, index) => {
        // Derived, so that a turn taken again sends the same message and not a second one.
        record.sends.push({ ...send, messageId: `${message.messageId}>${index}` })
      })
      if (message.replyTo) record.replies.push({ requestId: message.replyTo, reply: turn.reply ?? null })
    } catch (error) {
      return { record, failed: { message, error } }
    }
  }
  return { record }
}
