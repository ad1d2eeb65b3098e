import { CARGO, type DecidedCall, type GrantSuggestionView, MAX_GRANTS, suggestGrants } from '@pm-bot/domain'
import { sql } from 'kysely'
import type { DialectName, Reader } from './database.ts'
import { listGrants } from './grants.ts'
import { decodeJson } from './json.ts'
import { later } from './later.ts'

const LOOKED_AT_MS = 30 * 24 * 60 * 60_000
/** So many of the newest are looked at. */
const MOST_CALLS = 1000

/** Grants for calls that the operator approved again and again lately. */
export async function listGrantSuggestions(
  reader: Reader,
  workspaceId: string,
): Promise<GrantSuggestionView[]> {
  const since = later(await reader.now(), -LOOKED_AT_MS)
  const [calls, standing] = await Promise.all([
    decidedCalls(reader, workspaceId, since),
    listGrants(reader, { workspaceId, active: true, limit: MAX_GRANTS }),
  ])
  return suggestGrants(
    calls,
    standing.items.filter(({ active }) => active),
  )
}

async function decidedCalls(
  { read, dialect }: Reader,
  workspaceId: string,
  since: string,
): Promise<DecidedCall[]> {
  const rows = await read
    .selectFrom('inbox_items')
    .select(['item_id', 'repo_id', 'title', 'risk', 'status', 'resolved_at'])
    .select([
      sql<string>`payload->>'tool'`.as('tool'),
      sql<string | null>`decision->>'by'`.as('by'),
      argsWithoutCargo(dialect).as('args'),
    ])
    // Said literally, as the index of these has it. One that begins with the workspace Postgres passes over.
    .where('kind', '=', sql.lit('tool_call'))
    .where('workspace_id', '=', workspaceId)
    .where('resolved_at', '>=', since)
    .orderBy('resolved_at', 'desc')
    .limit(MOST_CALLS)
    .execute()
  return rows.map((row) => ({
    itemId: row.item_id,
    repoId: row.repo_id,
    title: row.title,
    tool: row.tool,
    args: row.args === null ? null : decodeJson(row.args),
    risk: row.risk,
    status: row.status,
    by: row.by,
    at: row.resolved_at!,
  }))
}

/** What a call carries may be a whole file, and no pattern names it. */
const argsWithoutCargo = (dialect: DialectName) =>
  dialect === 'postgres'
    ? sql<string | null>`case when jsonb_typeof(payload->'args') = 'object'
        then ((payload->'args') - ${[...CARGO]}::text[])::text end`
    : sql<string | null>`json_remove(payload->'args', ${sql.join(CARGO.map((name) => `$.${name}`))})`
