import { firstDue, type Notifier, type NotifierView, type Page } from '@pm-bot/domain'
import type { Insertable, Selectable } from 'kysely'
import type { Database, Reader } from './database.ts'
import { decodeJson, encodeJson, storableText } from './json.ts'
import { type PageRequest, pageOf, readCursor } from './page.ts'
import type { Tables } from './tables.ts'

type Row = Selectable<Tables['notifiers']>
type Work = Pick<Notifier, 'waiting' | 'more' | 'delivery' | 'last' | 'test'>

/** Oldest first. */
export async function listNotifiers(
  { read }: Pick<Database, 'read'>,
  request: PageRequest & { workspaceId?: string | undefined },
): Promise<Page<NotifierView>> {
  const cursor = readCursor(request.cursor)
  const rows = await read
    .selectFrom('notifiers')
    .selectAll()
    .$if(request.workspaceId !== undefined, (query) => query.where('workspace_id', '=', request.workspaceId!))
    .$if(cursor !== undefined, (query) => query.where('notifier_id', '>', cursor!))
    .orderBy('notifier_id')
    .limit(request.limit + 1)
    .execute()
  return pageOf(rows, request, notifierView, (row) => row.notifier_id)
}

export async function lookUpNotifier(
  reader: Pick<Reader, 'read'>,
  notifierId: string,
): Promise<NotifierView | undefined> {
  const row = await rowOf(reader, notifierId)
  return row && notifierView(row)
}

/** With its secret, sealed: for whoever delivers. */
export async function readNotifier(
  reader: Pick<Reader, 'read'>,
  notifierId: string,
): Promise<Notifier | undefined> {
  const row = await rowOf(reader, notifierId)
  return row && notifierIn(row)
}

/** Which of these items still wait for a person, and are not put off. */
export async function stillWaiting(
  reader: Pick<Reader, 'read' | 'now'>,
  itemIds: readonly string[],
): Promise<Set<string>> {
  if (itemIds.length === 0) return new Set()
  const now = await reader.now()
  const rows = await reader.read
    .selectFrom('inbox_items')
    .select(['item_id', 'snoozed_until'])
    .where('item_id', 'in', itemIds)
    .where('status', '=', 'pending')
    .execute()
  const isThere = (until: string | null) => until === null || Date.parse(until) <= Date.parse(now)
  return new Set(rows.filter(({ snoozed_until }) => isThere(snoozed_until)).map(({ item_id }) => item_id))
}

const rowOf = ({ read }: Pick<Reader, 'read'>, notifierId: string): Promise<Row | undefined> =>
  read.selectFrom('notifiers').selectAll().where('notifier_id', '=', notifierId).executeTakeFirst()

export function notifierIn(row: Row): Notifier {
  const work: Work = decodeJson(row.work)
  return {
    notifierId: row.notifier_id,
    name: row.name,
    target: decodeJson(row.target),
    secret: row.secret,
    kinds: row.kinds === null ? null : decodeJson(row.kinds),
    leastRisk: row.least_risk,
    quietHours: row.quiet_hours === null ? null : decodeJson(row.quiet_hours),
    digestMinutes: row.digest_minutes,
    isOn: row.is_on === 1,
    address: row.address,
    version: row.version,
    ...work,
  }
}

export function columnsOfNotifier(notifier: Notifier) {
  const { target, kinds, quietHours, waiting, more, delivery, last, test } = notifier
  const work: Work = { waiting, more, delivery, last, test }
  return {
    name: storableText(notifier.name),
    kind: target.kind,
    target: encodeJson(target),
    secret: notifier.secret,
    kinds: kinds && encodeJson(kinds),
    least_risk: notifier.leastRisk,
    quiet_hours: quietHours && encodeJson(quietHours),
    digest_minutes: notifier.digestMinutes,
    is_on: notifier.isOn ? 1 : 0,
    address: notifier.address,
    work: encodeJson(work),
    version: notifier.version,
  } satisfies Partial<Insertable<Tables['notifiers']>>
}

function notifierView(row: Row): NotifierView {
  const { secret, waiting, more, delivery, notifierId: id, kinds, ...shown } = notifierIn(row)
  return {
    id,
    workspaceId: row.workspace_id,
    name: shown.name,
    target: shown.target,
    hasSecret: secret !== null,
    kinds: kinds && [...kinds],
    leastRisk: shown.leastRisk,
    quietHours: shown.quietHours,
    digestMinutes: shown.digestMinutes,
    isOn: shown.isOn,
    address: shown.address,
    waiting: waiting.length + more + (delivery ? delivery.notices.length + delivery.more : 0),
    nextAt: delivery ? delivery.retryAt : firstDue(waiting),
    trying: delivery && { tries: delivery.tries, answer: delivery.answer, retryAt: delivery.retryAt },
    last: shown.last,
    test: shown.test && { status: shown.test.status, answer: shown.test.answer, at: shown.test.at },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}
