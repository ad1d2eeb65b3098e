import { ChangesetsQuery, DiffQuery, DomainError, Id } from '@pm-bot/domain'
import { type Database, listChangesets, lookUpArtifact, lookUpChangeset } from '@pm-bot/store'
import { Type } from 'typebox'
import { pageOf, problems, view } from '../answers.ts'
import type { Api, ApiOptions } from '../api-context.ts'

const tags = ['changesets']
const params = Type.Object({ changesetId: Id })
const Diff = {
  description: 'A unified diff.',
  content: { 'text/x-diff': { schema: Type.Unsafe<Buffer>({ type: 'string' }) } },
}

async function findChangeset(database: Database, id: string) {
  const changeset = await lookUpChangeset(database, id)
  if (!changeset) throw new DomainError('not_found', 'there is no such changeset')
  return changeset
}

export function changesetRoutes(api: Api, { store: { database }, artifacts }: ApiOptions): void {
  api.get(
    '/api/changesets',
    {
      schema: {
        tags,
        operationId: 'listChangesets',
        summary: 'List changesets, newest first',
        querystring: ChangesetsQuery,
        response: { 200: pageOf('ChangesetSummary'), ...problems() },
      },
    },
    ({ query }) => listChangesets(database, query),
  )

  api.get(
    '/api/changesets/:changesetId',
    {
      schema: {
        tags,
        operationId: 'getChangeset',
        summary: 'Read a changeset',
        params,
        response: { 200: view('ChangesetView'), ...problems(404) },
      },
    },
    async ({ params }) => (await findChangeset(database, params.changesetId)).view,
  )

  api.get(
    '/api/changesets/:changesetId/diff',
    {
      schema: {
        tags,
        operationId: 'getChangesetDiff',
        summary: 'Read its diff: against its base, or against the changeset that it took the place of',
        params,
        querystring: DiffQuery,
        response: { 200: Diff, ...problems(404) },
      },
    },
    async ({ params, query }, reply) => {
      const { patchId, interdiffId } = await findChangeset(database, params.changesetId)
      const artifactId = query.against === 'superseded' ? interdiffId : patchId
      const artifact = artifactId === null ? undefined : await lookUpArtifact(database, artifactId)
      if (!artifact) throw new DomainError('not_found', 'there is no such diff of this changeset')
      const bytes = Buffer.from(await artifacts.read(artifact))
      return reply.type('text/x-diff; charset=utf-8').send(bytes)
    },
  )
}
