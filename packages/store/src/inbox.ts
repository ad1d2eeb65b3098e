import type { InboxItemView, Page, PendingItem, RunEvent } from '@pm-bot/domain'
import { changed } from './changed.ts'
import type { Database, Reader, Tx } from './database.ts'
import { isOneOf } from './is-one-of.ts'
import { decodeJson, encodeJson } from './json.ts'
import { ledBy, type PageRequest, pageOf, readCursor } from './page.ts'
import type { Tables } from './tables.ts'

/** How long an approval allows its write. A decision that nobody could act on is asked for again. */
const DECISION_VALID_MS = 24 * 60 * 60 * 1000

export interface ItemOwner {
  runId: string
  workspaceId: string
  repoId: string
  threadId: string
}

export async function openInboxItem(
  tx: Tx,
  owner: ItemOwner,
  pending: PendingItem,
  version: number,
): Promise<void> {
  const { item, interrupt } = pending
  await tx.write(
    tx.db.insertInto('inbox_items').values({
      item_id: item.itemId,
      workspace_id: owner.workspaceId,
      run_id: owner.runId,
      repo_id: owner.repoId,
      kind: item.kind,
      risk: item.risk,
      status: item.status,
      title: item.title,
      payload: encodeJson(item.payload),
      subject_hash: item.subjectHash,
      allowed: encodeJson(item.allowed),
      decision: null,
      version,
      created_at: item.createdAt,
      resolved_at: null,
    }),
  )
  await tx.write(
    tx.db.insertInto('approvals').values({
      approval_id: item.itemId,
      item_id: item.itemId,
      run_id: owner.runId,
      kind: item.kind,
      status: 'pending',
      subject_hash: item.subjectHash,
      decision_id: null,
      actor: null,
      notes: null,
      created_at: item.createdAt,
      resolved_at: null,
      consumed_at: null,
      consumed_by: null,
      expires_at: null,
    }),
  )
  if (interrupt) {
    await tx.write(
      tx.db.insertInto('interrupts').values({
        item_id: item.itemId,
        workspace_id: owner.workspaceId,
        run_id: owner.runId,
        thread_id: owner.threadId,
        checkpoint_id: interrupt.checkpointId,
        interrupt_id: interrupt.interruptId,
        kind: item.kind,
        risk: item.risk,
        status: 'pending',
        decision: null,
        created_at: item.createdAt,
        resolved_at: null,
      }),
    )
  }
  changed(tx, 'inbox', item.itemId)
}

/** Ends a pending item, by compare-and-set: whatever the actor believed, an item is decided once. */
export async function resolveInboxItem(
  tx: Tx,
  { itemId, status, decision, decidedHash }: Extract<RunEvent, { type: 'item-resolved' }>,
  version: number,
): Promise<void> {
  const resolved_at = await tx.now()
  const { numUpdatedRows } = await tx.db
    .updateTable('inbox_items')
    .set({ status, version, resolved_at, decision: decision && encodeJson(decision) })
    .where('item_id', '=', itemId)
    .where('status', '=', 'pending')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Error(`inbox item ${itemId} was not pending any more`)

  // Of an edit, what was approved is what it was edited into: its hash is the only one that may be written.
  const isEdit = status === 'edited' && decidedHash !== undefined
  const approvalStatus = isEdit
    ? 'approved'
    : status === 'approved' || status === 'rejected'
      ? status
      : 'superseded'
  await tx.write(
    tx.db
      .updateTable('approvals')
      .set({
        status: approvalStatus,
        ...(isEdit ? { subject_hash: decidedHash } : {}),
        resolved_at,
        decision_id: decision?.decisionId ?? null,
        actor: decision?.by ?? null,
        notes: decision?.reason ?? null,
        expires_at: new Date(Date.parse(resolved_at) + DECISION_VALID_MS).toISOString(),
      })
      .where('item_id', '=', itemId)
      .where('status', '=', 'pending'),
  )
  await tx.write(
    tx.db
      .updateTable('interrupts')
      .set({ status, resolved_at, decision: decision && encodeJson(decision) })
      .where('item_id', '=', itemId),
  )
  changed(tx, 'inbox', itemId)
}

export async function lookUpInboxItem(
  { read }: Pick<Database, 'read'>,
  itemId: string,
): Promise<InboxItemView | undefined> {
  const row = await read
    .selectFrom('inbox_items')
    .selectAll()
    .where('item_id', '=', itemId)
    .executeTakeFirst()
  return row && inboxItemView(row)
}

/** By their ids; those that are not there are left out. */
export async function lookUpInboxItems(
  { read, dialect }: Reader,
  itemIds: readonly string[],
): Promise<Map<string, InboxItemView>> {
  const rows = await read
    .selectFrom('inbox_items')
    .selectAll()
    .where(isOneOf(dialect, 'item_id', itemIds))
    .execute()
  return new Map(rows.map((row) => [row.item_id, inboxItemView(row)]))
}

/** What waits, oldest first; what is done, newest first. */
export async function listInbox(
  { read }: Pick<Database, 'read'>,
  request: PageRequest & {
    status?: InboxItemView['status'] | undefined
    kind?: InboxItemView['kind'] | undefined
    risk?: InboxItemView['risk'] | undefined
    repoId?: string | undefined
    runId?: string | undefined
  },
): Promise<Page<InboxItemView>> {
  const cursor = readCursor(request.cursor)
  const { status, kind, risk, repoId, runId } = request
  const oldestFirst = status === 'pending'
  const direction = oldestFirst ? 'asc' : 'desc'
  const filters = { status, run_id: runId, repo_id: repoId, kind }
  const leader = LEADERS.find((column) => filters[column] !== undefined)
  let query = read.selectFrom('inbox_items').selectAll()
  for (const column of LEADERS) {
    const value = filters[column]
    if (value === undefined) continue
    query =
      column === leader ? ledBy(query, column, value, direction) : query.where(column, '=', value as never)
  }
  const rows = await query
    .$if(risk !== undefined, (query) => query.where('risk', '=', risk!))
    .$if(cursor !== undefined, (query) => query.where('item_id', oldestFirst ? '>' : '<', cursor!))
    .orderBy('item_id', direction)
    .limit(request.limit + 1)
    .execute()
  return pageOf(rows, request, inboxItemView, (row) => row.item_id)
}

/** Each has an index that begins with it; the first that is asked for decides which is read. */
const LEADERS = ['status', 'run_id', 'repo_id', 'kind'] as const

const inboxItemView = (row: Tables['inbox_items']): InboxItemView => ({
  id: row.item_id,
  kind: row.kind,
  risk: row.risk,
  status: row.status,
  version: row.version,
  subjectHash: row.subject_hash,
  allowed: decodeJson(row.allowed),
  workspaceId: row.workspace_id,
  runId: row.run_id,
  repoId: row.repo_id,
  title: row.title,
  payload: decodeJson(row.payload),
  decision: row.decision === null ? null : decodeJson(row.decision),
  createdAt: row.created_at,
  resolvedAt: row.resolved_at,
})
