import {
  DomainError,
  EstimateBody,
  EstimateQuery,
  GITHUB_DESK,
  type GitHubCommand,
  readFullName,
  VisibleReposQuery,
} from '@pm-bot/domain'
import { listVisibleRepos, lookUpEstimate, type Reader } from '@pm-bot/store'
import { Type } from 'typebox'
import { pageOf, problems, refusals, view } from '../answers.ts'
import { type Api, type ApiContext, OPERATOR } from '../api-context.ts'
import { type Command, command } from '../command.ts'
import { KeyHeaders } from '../command-headers.ts'
import { readGitHubView } from '../read-github.ts'

const tags = ['github']

/** How GitHub is reached, and what it was seen to hold. Nothing here asks GitHub: workers do. */
export function githubRoutes(api: Api, context: ApiContext): void {
  const { store, settings } = context
  const { database } = store
  const readGitHub = (reader: Pick<Reader, 'read'>) => readGitHubView(reader, settings.github)
  const commandTo = (message: GitHubCommand, view: Command['view']): Command => ({
    to: GITHUB_DESK,
    message,
    done: 202,
    view,
  })

  api.get(
    '/api/github',
    {
      schema: {
        tags,
        operationId: 'getGitHub',
        summary: 'How GitHub is reached, and what it said when it was last looked at',
        response: { 200: view('GitHubView'), ...problems() },
      },
    },
    () => readGitHub(database),
  )

  api.post(
    '/api/github/check',
    {
      schema: {
        tags,
        operationId: 'checkGitHub',
        summary: 'Ask GitHub who the credential is and which repositories it sees',
        headers: KeyHeaders,
        body: Type.Object({}, { additionalProperties: false }),
        response: { 202: view('GitHubView', 'A worker asks.'), ...refusals() },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () =>
        commandTo({ type: 'look-at-github', by: OPERATOR }, readGitHub),
      ),
  )

  api.get(
    '/api/github/repos',
    {
      schema: {
        tags,
        operationId: 'listVisibleRepos',
        summary: 'List the repositories that the credential was seen to see, most recently pushed first',
        querystring: VisibleReposQuery,
        response: { 200: pageOf('VisibleRepoView'), ...problems() },
      },
    },
    ({ query }) => listVisibleRepos(database, query),
  )

  api.post(
    '/api/github/estimates',
    {
      schema: {
        tags,
        operationId: 'estimateImport',
        summary: 'Count what an import would read, and what it would ask of GitHub',
        headers: KeyHeaders,
        body: EstimateBody,
        response: { 202: view('ImportEstimateView', 'A worker counts.'), ...refusals() },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const fullName = readFullName(request.body.fullName)
        return commandTo({ type: 'estimate-import', fullName, by: OPERATOR }, (reader) =>
          findEstimate(reader, fullName),
        )
      }),
  )

  api.get(
    '/api/github/estimates',
    {
      schema: {
        tags,
        operationId: 'getEstimate',
        summary: 'Read what an import would cost',
        querystring: EstimateQuery,
        response: { 200: view('ImportEstimateView'), ...problems(404) },
      },
    },
    ({ query }) => findEstimate(database, readFullName(query.fullName)),
  )
}

/** @throws DomainError */
async function findEstimate(reader: Pick<Reader, 'read'>, fullName: string) {
  const estimate = await lookUpEstimate(reader, fullName)
  if (estimate) return estimate
  throw new DomainError('not_found', 'nobody asked for this estimate yet')
}
