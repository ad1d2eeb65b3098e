import { inboxPriority, type PendingItem, type RunEvent } from '@pm-bot/domain'
import { changed } from './changed.ts'
import type { Tx } from './database.ts'
import { encodeJson } from './json.ts'

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
      snoozed_until: null,
      priority: inboxPriority(item.kind, item.risk),
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
    .set({ status, version, resolved_at, snoozed_until: null, decision: decision && encodeJson(decision) })
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

/** `until`: null takes it back. */
export async function snoozeInboxItem(
  tx: Tx,
  { itemId, until }: Extract<RunEvent, { type: 'item-snoozed' }>,
): Promise<void> {
  await tx.write(tx.db.updateTable('inbox_items').set({ snoozed_until: until }).where('item_id', '=', itemId))
  changed(tx, 'inbox', itemId)
}
