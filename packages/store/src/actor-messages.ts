import { fixedMembersOf, type MessageView, type Redactor } from '@pm-bot/domain'
import type { Address } from '@pm-bot/runtime'
import type { Selectable } from 'kysely'
import type { Reader } from './database.ts'
import { decodeJson } from './json.ts'
import type { Tables } from './tables.ts'

const MOST_SHOWN = 100

/** Parked ones first, for they wait for the operator. */
export async function listMessagesOf(
  reader: Reader,
  redactor: Redactor,
  address: Address,
): Promise<MessageView[]> {
  const rows = [
    ...(await messagesOf(reader, address, 'is not')),
    ...(await messagesOf(reader, address, 'is')),
  ]
  return rows.map((row) => messageView(row, redactor))
}

const messagesOf = ({ read }: Reader, { kind, key }: Address, parked: 'is' | 'is not') =>
  read
    .selectFrom('actor_messages')
    .selectAll()
    .where('kind', '=', kind)
    .where('key', '=', key)
    .where('parked_at', parked, null)
    .orderBy('seq')
    .limit(MOST_SHOWN)
    .execute()

function messageView(row: Selectable<Tables['actor_messages']>, redactor: Redactor): MessageView {
  const body = decodeJson(row.body)
  return {
    id: row.message_id,
    seq: row.seq,
    body: redactor.json(body),
    attempts: row.attempts,
    crashes: row.crashes,
    lastError: row.last_error && redactor.text(row.last_error),
    acceptedAt: row.accepted_at,
    parkedAt: row.parked_at,
    parkReason: row.park_reason,
    allowed: row.parked_at === null ? [] : ['retry', 'skip', 'edit'],
    fixed: fixedMembersOf(body),
  }
}
