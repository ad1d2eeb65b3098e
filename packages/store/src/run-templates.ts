import type { Page, Redactor, RunTemplateEvent, RunTemplateView, StartContent } from '@pm-bot/domain'
import type { Kysely, Selectable } from 'kysely'
import { recordAudit } from './audit.ts'
import { changed } from './changed.ts'
import type { Database } from './database.ts'
import { decodeJson, encodeJson, storableText } from './json.ts'
import { type PageRequest, pageOf, readCursor } from './page.ts'
import type { Projector } from './projector.ts'
import type { Tables } from './tables.ts'

export const runTemplateProjector =
  (redactor: Redactor): Projector =>
  async (tx, { key: templateId }, turnEvents) => {
    for (const { event: data, version, now } of turnEvents) {
      const event = data as RunTemplateEvent
      // A firing that passes through is told of by its schedule and its run.
      if (event.type === 'scheduled-handed-on' || event.type === 'scheduled-declined') continue
      const set = (columns: Partial<Tables['run_templates']>) =>
        tx.write(
          tx.db
            .updateTable('run_templates')
            .set({ ...columns, version, updated_at: now })
            .where('template_id', '=', templateId),
        )
      if (event.type === 'run-template-created') {
        const row = { ...columnsOf(event), status: 'active' as const, version }
        await tx.write(
          tx.db.insertInto('run_templates').values({
            template_id: templateId,
            workspace_id: event.workspaceId,
            ...row,
            created_at: now,
            updated_at: now,
          }),
        )
      } else if (event.type === 'run-template-changed') {
        await set(columnsOf(event))
      } else if (event.type === 'run-template-removed') {
        await set({ status: 'removed' })
      }
      const { type, ...payload } = event
      const workspaceId = event.type === 'run-template-created' ? event.workspaceId : null
      await recordAudit(
        tx,
        [{ type, workspaceId, runId: null, payload: { templateId, ...payload } }],
        redactor,
      )
    }
    changed(tx, 'run-templates', templateId)
  }

const columnsOf = ({
  name,
  content,
  contentHash,
}: {
  name: string
  content: StartContent
  contentHash: string
}) => ({
  name: storableText(name),
  repo_id: content.repoId,
  content: encodeJson(content),
  content_hash: contentHash,
})

const templateRows = (read: Kysely<Tables>) =>
  read
    .selectFrom('run_templates as template')
    .innerJoin('repos as repo', 'repo.repo_id', 'template.repo_id')
    .selectAll('template')
    .select('repo.name as repo_name')
    .where('template.status', '=', 'active')

/** A removed template is not there, although its row is. */
export async function lookUpRunTemplate(
  { read }: Pick<Database, 'read'>,
  templateId: string,
): Promise<RunTemplateView | undefined> {
  const row = await templateRows(read).where('template.template_id', '=', templateId).executeTakeFirst()
  return row && templateView(row)
}

/** Oldest first. */
export async function listRunTemplates(
  { read }: Pick<Database, 'read'>,
  request: PageRequest & { repoId?: string | undefined },
): Promise<Page<RunTemplateView>> {
  const cursor = readCursor(request.cursor)
  const rows = await templateRows(read)
    .$if(request.repoId !== undefined, (query) => query.where('template.repo_id', '=', request.repoId!))
    .$if(cursor !== undefined, (query) => query.where('template.template_id', '>', cursor!))
    .orderBy('template.template_id')
    .limit(request.limit + 1)
    .execute()
  return pageOf(rows, request, templateView, (row) => row.template_id)
}

const templateView = (row: Selectable<Tables['run_templates']> & { repo_name: string }): RunTemplateView => {
  const { goal, graphId, spec, tools = null, budget = null } = decodeJson(row.content) as StartContent
  return {
    id: row.template_id,
    workspaceId: row.workspace_id,
    repoId: row.repo_id,
    repoName: row.repo_name,
    name: row.name,
    goal,
    graphId,
    spec,
    tools,
    budget,
    contentHash: row.content_hash,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}
