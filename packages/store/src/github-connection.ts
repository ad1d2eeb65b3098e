import type { GitHubConnection, GitHubEvent, GitHubView, LookError, Redactor } from '@pm-bot/domain'
import { recordAudit } from './audit.ts'
import { changed } from './changed.ts'
import type { Database, Tx } from './database.ts'
import { beginEstimate, endEstimate } from './github-estimates.ts'
import { decodeJson, encodeJson } from './json.ts'
import type { Projector } from './projector.ts'

/** There is one credential, so there is one row. */
const CONNECTION_ID = 'github'

export const githubProjector =
  (redactor: Redactor): Projector =>
  async (tx, _actor, turnEvents) => {
    for (const { event: data, now } of turnEvents) {
      const event = data as GitHubEvent
      switch (event.type) {
        case 'look-requested':
        case 'look-reopened':
          await setStatus(tx, 'checking', undefined, now)
          break
        case 'look-ended':
          await setStatus(tx, 'idle', event.error, now)
          break
        case 'estimate-requested':
        case 'estimate-reopened':
          await beginEstimate(tx, event.fullName, now)
          break
        case 'estimate-ended':
          if (event.error) await endEstimate(tx, event.fullName, event.error, now)
          break
        case 'look-cancelled':
        case 'effect-hurried':
          break
        case 'command-refused': {
          const { type, ...payload } = event
          await recordAudit(tx, [{ type, workspaceId: null, runId: null, payload }], redactor)
        }
      }
    }
    changed(tx, 'github', '')
  }

async function setStatus(
  tx: Tx,
  status: 'idle' | 'checking',
  error: LookError | null | undefined,
  now: string,
): Promise<void> {
  const change = {
    status,
    updated_at: now,
    ...(error === undefined ? {} : { error: error && encodeJson({ ...error, at: now }) }),
  }
  await tx.write(
    tx.db
      .insertInto('github_connection')
      .values({ connection_id: CONNECTION_ID, connection: null, error: null, ...change })
      .onConflict((conflict) => conflict.column('connection_id').doUpdateSet(change)),
  )
}

/** What the credential is, as GitHub said; an attempt that owns its effect writes it. */
export async function saveConnection(tx: Tx, connection: GitHubConnection, repos: number): Promise<void> {
  const now = await tx.now()
  await tx.write(
    tx.db
      .updateTable('github_connection')
      .set({ connection: encodeJson({ ...connection, repos, checkedAt: now }), updated_at: now })
      .where('connection_id', '=', CONNECTION_ID),
  )
  changed(tx, 'github', '')
}

export async function readConnection({
  read,
}: Pick<Database, 'read'>): Promise<
  Pick<GitHubView, 'connection' | 'status' | 'error'> & { seenAs: GitHubView['auth'] }
> {
  const row = await read
    .selectFrom('github_connection')
    .selectAll()
    .where('connection_id', '=', CONNECTION_ID)
    .executeTakeFirst()
  if (!row) return { connection: null, status: 'idle', error: null, seenAs: 'none' }
  const connection = row.connection === null ? null : decodeJson(row.connection)
  return {
    seenAs: connection?.auth ?? 'none',
    connection: connection && connectionView(connection),
    status: row.status,
    error: row.error === null ? null : decodeJson(row.error),
  }
}

function connectionView({
  login,
  installations,
  expiresAt,
  scopes,
  rate,
  checkedAt,
  repos,
}: NonNullable<GitHubView['connection']>): NonNullable<GitHubView['connection']> {
  return { login, installations, expiresAt, scopes, rate, checkedAt, repos }
}
