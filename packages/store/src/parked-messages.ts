import { checkEdit, DomainError, newId, type Redactor } from '@pm-bot/domain'
import type { Address } from '@pm-bot/runtime'
import { recordAudit } from './audit.ts'
import { changed } from './changed.ts'
import type { Tx } from './database.ts'
import { decodeJson, storableText } from './json.ts'
import { saveReply } from './requests.ts'

export interface ParkedMessage extends Address {
  messageId: string
}

/**
 * Posts a parked message once more, behind the mail that waits, under an id of its own: the old
 * one is spent. Of two operators who do so at once one takes the row, and the other is refused.
 * @throws DomainError
 */
export async function retryParked(
  tx: Tx,
  parked: ParkedMessage,
  by: string,
  redactor: Redactor,
): Promise<string> {
  const { body, reply_to } = await takeParked(tx, parked)
  const newMessageId = postAgain(tx, parked, decodeJson(body), reply_to)
  await record(tx, 'message-retried', parked, { newMessageId, message: decodeJson(body), by }, redactor)
  return newMessageId
}

/** As an actor's rules would refuse it. */
const SKIPPED = {
  status: 'refused',
  code: 'transition_refused',
  message: 'this could not be handled, and the operator let it go',
  detail: {},
}

/** Lets a parked message go unhandled. @throws DomainError */
export async function skipParked(
  tx: Tx,
  parked: ParkedMessage,
  by: string,
  redactor: Redactor,
): Promise<null> {
  const { body, reply_to } = await takeParked(tx, parked)
  // Whoever repeats the request would be told to come back later for ever.
  if (reply_to !== null) await saveReply(tx, reply_to, SKIPPED)
  await record(tx, 'message-skipped', parked, { message: decodeJson(body), by }, redactor)
  return null
}

/** As a retry, with other content; what it was and what it became are both kept. @throws DomainError */
export async function editParked(
  tx: Tx,
  parked: ParkedMessage,
  edited: Record<string, unknown>,
  by: string,
  redactor: Redactor,
): Promise<string> {
  const { body, reply_to } = await takeParked(tx, parked)
  const original = decodeJson(body)
  checkEdit(original, edited, redactor)
  const newMessageId = postAgain(tx, parked, edited, reply_to)
  await record(tx, 'message-edited', parked, { newMessageId, original, edited, by }, redactor)
  return newMessageId
}

function postAgain(tx: Tx, { kind, key }: Address, body: unknown, replyTo: string | null): string {
  const messageId = newId()
  tx.outbox.push({ to: { kind, key }, body, messageId, replyTo })
  return messageId
}

async function takeParked(tx: Tx, { kind, key, messageId }: ParkedMessage) {
  const taken = await tx.db
    .deleteFrom('actor_messages')
    .where('message_id', '=', messageId)
    .where('kind', '=', kind)
    .where('key', '=', key)
    .where('parked_at', 'is not', null)
    .returning(['body', 'reply_to'])
    .executeTakeFirst()
  if (taken) return taken
  const accepted = await tx.db
    .selectFrom('message_ids as accepted')
    .leftJoin('actor_messages as message', 'message.message_id', 'accepted.message_id')
    .select(['message.message_id as waiting'])
    .where('accepted.message_id', '=', messageId)
    .executeTakeFirst()
  if (!accepted) throw new DomainError('not_found', 'there is no such message')
  throw new DomainError(
    'transition_refused',
    accepted.waiting === null
      ? 'this message is not parked any more: it was retried, edited or skipped meanwhile, or handled'
      : 'this message waits for its turn; only a parked one can be retried, edited or skipped',
  )
}

async function record(
  tx: Tx,
  type: string,
  { kind, key, messageId }: ParkedMessage,
  payload: Record<string, unknown>,
  redactor: Redactor,
): Promise<void> {
  const run =
    kind === 'run'
      ? await tx.db.selectFrom('runs').select('workspace_id').where('run_id', '=', key).executeTakeFirst()
      : undefined
  const workspaceId = run?.workspace_id ?? null
  const runId = run ? key : null
  await recordAudit(
    tx,
    [{ type, workspaceId, runId, payload: { kind, key, messageId, ...payload } }],
    redactor,
  )
  changed(tx, 'actors', storableText(`${kind}/${key}`))
}
