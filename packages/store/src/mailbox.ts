import type {
  Address,
  Claim,
  ClaimOptions,
  LockedActor,
  ParkReason,
  StoredMessage,
  TurnRecord,
} from '@pm-bot/runtime'
import { sql } from 'kysely'
import type { OutgoingMessage, Tx } from './database.ts'
import { decodeJson, storableText } from './json.ts'
import { later } from './later.ts'
import { postgresMailbox } from './mailbox.postgres.ts'
import { sqliteMailbox } from './mailbox.sqlite.ts'

/** How one dialect keeps mailboxes. Both are held to the same conformance suite. */
export interface Mailbox {
  /** Appends messages, numbered per mailbox; one whose id is known already is dropped. */
  post(tx: Tx, messages: readonly OutgoingMessage[]): Promise<void>
  claim(tx: Tx, options: ClaimOptions): Promise<{ actors: ActorRow[]; messages: MessageRow[] }>
  lock(tx: Tx, address: Address, options: { wait: boolean }): Promise<ActorRow | undefined>
  oldest(tx: Tx, actor: Address, limit: number): Promise<MessageRow[]>
  saveStates(tx: Tx, records: readonly TurnRecord[]): Promise<void>
  /** Exactly those that were read: "up to n" would take one that committed meanwhile with a lower number. */
  removeMessages(tx: Tx, messageIds: readonly string[]): Promise<void>
}

export interface ActorRow {
  kind: string
  key: string
  state: string | null
  version: number
  code_version: number
  suspected_at: string | null
  care_until: string | null
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
  crashes: number
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

export async function claimTurns(tx: Tx, options: ClaimOptions): Promise<Claim> {
  const { actors, messages } = await mailboxOf(tx).claim(tx, options)
  return { actors: actors.map(lockedActor), messages: messages.map(storedMessage) }
}

export const lockedActor = (row: ActorRow): LockedActor => ({
  kind: row.kind,
  key: row.key,
  state: row.state === null ? undefined : decodeJson(row.state),
  version: row.version,
  codeVersion: row.code_version,
  suspected: row.suspected_at !== null,
  careUntil: row.care_until,
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
  crashes: row.crashes,
})

/** Counts a failed attempt; a parked message keeps its place in the books and lets the others pass. */
export async function recordFailure(
  tx: Tx,
  message: StoredMessage,
  error: string,
  park: boolean,
): Promise<void> {
  await tx.write(
    tx.db
      .updateTable('actor_messages')
      .set({
        attempts: message.attempts + 1,
        crashes: message.crashes,
        last_error: storableText(error),
        ...(park ? { parked_at: await tx.now(), park_reason: 'failed' as const } : {}),
      })
      .where('message_id', '=', message.messageId)
      // Another process may have tried it meanwhile: each failure is counted once.
      .where('attempts', '=', message.attempts),
  )
  if (park) tx.hint('changed', `actors:${message.kind}/${message.key}`)
}

/** Gives up on a message unread. */
export async function parkMessage(
  tx: Tx,
  { messageId, kind, key }: StoredMessage,
  reason: ParkReason,
  error: string,
): Promise<void> {
  await tx.write(
    tx.db
      .updateTable('actor_messages')
      .set({ parked_at: await tx.now(), park_reason: reason, last_error: storableText(error) })
      .where('message_id', '=', messageId),
  )
  tx.hint('changed', `actors:${kind}/${key}`)
}

export async function expectCrash(
  tx: Tx,
  { messageId, kind, key }: StoredMessage,
  careMs: number,
): Promise<void> {
  await tx.write(
    tx.db
      .updateTable('actor_messages')
      .set((eb) => ({ crashes: eb('crashes', '+', 1) }))
      .where('message_id', '=', messageId),
  )
  await tx.write(
    tx.db
      .updateTable('actors')
      .set({ care_until: later(await tx.now(), careMs) })
      .where('kind', '=', kind)
      .where('key', '=', key),
  )
}

/** Actors that have mail are served with care from now on, one message at a time. */
export async function suspectActors(tx: Tx, actors: readonly Address[]): Promise<void> {
  for (const { kind, key } of actors) {
    await tx.write(
      tx.db
        .updateTable('actors')
        // Whoever served it with care is dead.
        .set({ suspected_at: await tx.now(), care_until: null })
        .where('kind', '=', kind)
        .where('key', '=', key),
    )
  }
}

/** With none of its mail left that was there when it came under suspicion, the actor is above it. */
export async function endCare(tx: Tx, { kind, key }: Address): Promise<void> {
  await tx.write(sql`
    update actors set care_until = null, suspected_at = case when suspected_at >= (
      select accepted_at from actor_messages
      where kind = ${kind} and key = ${key} and parked_at is null order by seq limit 1
    ) then suspected_at end
    where kind = ${kind} and key = ${key}
  `)
}

/** How many parked messages of one type that their process died of make the type itself suspect. */
const BREAKER_AT = 2

/** The breaker is what is parked: once those messages are retried or skipped, it is closed. */
export async function heldTypes(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ kind: string; type: string | null }>`
    select kind, body ->> 'type' as type from actor_messages where park_reason = 'crashed'
    group by kind, body ->> 'type' having count(*) >= ${BREAKER_AT}
  `.execute(tx.db)
  return rows.map(({ kind, type }) => `${kind}/${type ?? ''}`)
}
