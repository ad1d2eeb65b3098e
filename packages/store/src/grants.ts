import type { GrantUseView, GrantView, Page } from '@pm-bot/domain'
import type { Database, Reader } from './database.ts'
import { decodeJson } from './json.ts'
import { type PageRequest, pageOf, readCursor } from './page.ts'
import type { Tables } from './tables.ts'

export interface GrantsRequest extends PageRequest {
  workspaceId?: string | undefined
  /** Only those that may still be used, or only the others. */
  active?: boolean | undefined
}

/** Newest first. */
export async function listGrants(reader: Reader, request: GrantsRequest): Promise<Page<GrantView>> {
  const cursor = readCursor(request.cursor)
  const now = await reader.now()
  const rows = await reader.read
    .selectFrom('grants')
    .selectAll()
    .$if(request.workspaceId !== undefined, (query) => query.where('workspace_id', '=', request.workspaceId!))
    .$if(request.active === true, (query) => query.where('ended_at', 'is', null))
    .$if(request.active === false, (query) => query.where('ended_at', 'is not', null))
    .$if(cursor !== undefined, (query) => query.where('grant_id', '<', cursor!))
    .orderBy('grant_id', 'desc')
    .limit(request.limit + 1)
    .execute()
  return pageOf(
    rows,
    request,
    (row) => grantView(row, now),
    (row) => row.grant_id,
  )
}

export async function lookUpGrant(reader: Reader, grantId: string): Promise<GrantView | undefined> {
  const row = await reader.read
    .selectFrom('grants')
    .selectAll()
    .where('grant_id', '=', grantId)
    .executeTakeFirst()
  return row && grantView(row, await reader.now())
}

/** Newest first. */
export async function listGrantUses(
  { read }: Pick<Database, 'read'>,
  grantId: string,
  request: PageRequest,
): Promise<Page<GrantUseView>> {
  const cursor = readCursor(request.cursor)
  const rows = await read
    .selectFrom('grant_uses')
    .selectAll()
    .where('grant_id', '=', grantId)
    .$if(cursor !== undefined, (query) => query.where('use_id', '<', cursor!))
    .orderBy('use_id', 'desc')
    .limit(request.limit + 1)
    .execute()
  return pageOf(rows, request, useView, (row) => row.use_id)
}

const useView = (row: Tables['grant_uses']): GrantUseView => ({
  id: row.use_id,
  runId: row.run_id,
  callId: row.call_id,
  tool: row.tool,
  itemId: row.item_id,
  at: row.used_at,
})

const grantView = (row: Tables['grants'], now: string): GrantView => ({
  id: row.grant_id,
  workspaceId: row.workspace_id,
  tool: row.tool,
  where: row.arguments === null ? null : decodeJson(row.arguments),
  repoId: row.repo_id,
  runId: row.run_id,
  usesLeft: row.uses_left,
  until: row.until,
  coversTainted: row.covers_tainted === 1,
  uses: row.uses,
  lastUsedAt: row.last_used_at,
  createdAt: row.created_at,
  by: row.created_by,
  itemId: row.item_id,
  revokedAt: row.revoked_at,
  endedAt: row.ended_at,
  // Its timer may be a moment late.
  active: row.ended_at === null && (row.until === null || Date.parse(row.until) > Date.parse(now)),
})
