import { DomainError, GitHubObjectParams, GitHubObjectsQuery, Id } from '@pm-bot/domain'
import { listGitHubObjects, lookUpGitHubObject } from '@pm-bot/store'
import { Type } from 'typebox'
import { pageOf, problems, refusals, view } from '../answers.ts'
import { type Api, type ApiContext, OPERATOR } from '../api-context.ts'
import { command } from '../command.ts'
import { KeyHeaders } from '../command-headers.ts'
import { commandTo, findRepo } from './repos.ts'

const tags = ['repos']
const params = Type.Object({ repoId: Id })
const body = Type.Object({}, { additionalProperties: false })

/** What is known of a repository on GitHub, without asking it. */
export function repoObjectRoutes(api: Api, context: ApiContext): void {
  const { database } = context.store

  api.post(
    '/api/repos/:repoId/sync',
    {
      schema: {
        tags,
        operationId: 'syncRepo',
        summary: 'Ask GitHub what changed; one sync at a time, who asks meanwhile gets the next',
        params,
        headers: KeyHeaders,
        body,
        response: { 202: view('RepoView', 'A worker does it.'), ...refusals(404) },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const { id } = await findRepo(database, request.params.repoId)
        return commandTo(id, 202, { type: 'sync-repo', by: OPERATOR })
      }),
  )

  api.delete(
    '/api/repos/:repoId/cache',
    {
      schema: {
        tags,
        operationId: 'clearRepoCache',
        summary: 'Forget what GitHub said of this repository and import it anew',
        params,
        headers: KeyHeaders,
        response: { 202: view('RepoView', 'It is empty; a worker imports it.'), ...refusals(404) },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const { id } = await findRepo(database, request.params.repoId)
        return commandTo(id, 202, { type: 'clear-cache', by: OPERATOR })
      }),
  )

  api.get(
    '/api/repos/:repoId/objects',
    {
      schema: {
        tags,
        operationId: 'listRepoObjects',
        summary: 'List the issues and pull requests that the cache holds, newest change first',
        params,
        querystring: GitHubObjectsQuery,
        response: { 200: pageOf('GitHubObjectView'), ...problems(404) },
      },
    },
    async ({ params, query }) => {
      const { id } = await findRepo(database, params.repoId)
      return await listGitHubObjects(database, id, query)
    },
  )

  api.get(
    '/api/repos/:repoId/objects/:kind/:number',
    {
      schema: {
        tags,
        operationId: 'getRepoObject',
        summary: 'Read an issue or pull request with what was said about it',
        params: GitHubObjectParams,
        response: { 200: view('GitHubObjectDetailView'), ...problems(404) },
      },
    },
    async ({ params: { repoId, kind, number } }) => {
      const { id } = await findRepo(database, repoId)
      const object = await lookUpGitHubObject(database, id, kind, number)
      if (object) return object
      throw new DomainError('not_found', 'the cache holds no such issue or pull request')
    },
  )
}
