import type { Address, LockedActor, ServedKind, StoredMessage, TurnRecord } from '@pm-bot/runtime'
import type { OutgoingMessage, Tx } from './database.ts'
import { decodeJson, storableText } from './json.ts'
import { postgresMailbox } from './mailbox.postgres.ts'
import { sqliteMailbox } from './mailbox.sqlite.ts'

/** How one dialect keeps mailboxes. Both are held to the same conformance suite. */
export interface Mailbox {
  /** Appends messages, numbered per mailbox; one whose id is known already is dropped. */
  post(tx: Tx, messages: readonly OutgoingMessage[]): Promise<void>
  lockWithMail(tx: Tx, options: { limit: number; served: readonly ServedKind[] }): Promise<ActorRow[]>
  lock(tx: Tx, address: Address, options: { wait: boolean }): Promise<ActorRow | undefined>
  oldest(tx: Tx, actors: readonly Address[], perActor: number): Promise<MessageRow[]>
  saveStates(tx: Tx, records: readonly TurnRecord[]): Promise<void>
  removeMessages(tx: Tx, messageIds: readonly string[]): Promise<void>
}

export interface ActorRow {
  kind: string
  key: string
  state: string | null
  version: number
  code_version: number
}

export interface MessageRow {
  message_id: string
  kind: string
  key: string
  seq: number
  body: string
  reply_to: string | null
  attempts: number
  accepted_at: string
}

export const mailboxOf = (tx: Tx): Mailbox => (tx.dialect === 'postgres' ? postgresMailbox : sqliteMailbox)

/** Posts what this transaction told, in address order: two senders never wait for each other in a circle. */
export async function flushOutbox(tx: Tx): Promise<void> {
  if (tx.outbox.length === 0) return
  const messages = tx.outbox
    .splice(0)
    .map((message, index) => ({ message, index }))
    .sort((a, b) => compareAddresses(a.message.to, b.message.to) || a.index - b.index)
    .map(({ message }) => message)
  await mailboxOf(tx).post(tx, messages)
  tx.hint('mail', '')
}

const compareAddresses = (a: Address, b: Address): number => compare(a.kind, b.kind) || compare(a.key, b.key)
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export const lockedActor = (row: ActorRow): LockedActor => ({
  kind: row.kind,
  key: row.key,
  state: row.state === null ? undefined : decodeJson(row.state),
  version: row.version,
  codeVersion: row.code_version,
})

export const storedMessage = (row: MessageRow): StoredMessage => ({
  kind: row.kind,
  key: row.key,
  messageId: row.message_id,
  seq: row.seq,
  body: decodeJson(row.body),
  replyTo: row.reply_to,
  attempts: row.attempts,
  acceptedAt: row.accepted_at,
})

/** Counts a failed attempt; a parked message keeps its place in the books and lets the others pass. */
export async function recordFailure(
  tx: Tx,
  message: StoredMessage,
  error: string,
  park: boolean,
): Promise<void> {
  await tx.db
    .updateTable('actor_messages')
    .set({
      attempts: message.attempts + 1,
      last_error: storableText(error),
      parked_at: park ? await tx.now() : null,
    })
    .where('message_id', '=', message.messageId)
    // Another process may have tried it meanwhile: each failure is counted once.
    .where('attempts', '=', message.attempts)
    .execute()
  if (park) tx.hint('changed', `actors:${message.kind}/${message.key}`)
}
