import {
  AddGrantBody,
  DomainError,
  FIRST_WORKSPACE,
  GrantSuggestionsQuery,
  GrantsQuery,
  type GrantView,
  Id,
  PageQuery,
} from '@pm-bot/domain'
import { listGrantSuggestions, listGrants, listGrantUses, lookUpGrant, type Reader } from '@pm-bot/store'
import { Type } from 'typebox'
import { addGrant } from '../add-grant.ts'
import { pageOf, problems, refusals, view } from '../answers.ts'
import { type Api, type ApiContext, OPERATOR } from '../api-context.ts'
import { command } from '../command.ts'
import { KeyHeaders } from '../command-headers.ts'
import { findWorkspace } from './workspaces.ts'

const tags = ['grants']
const params = Type.Object({ grantId: Id })

/** @throws DomainError */
export async function findGrant(reader: Reader, id: string): Promise<GrantView> {
  const grant = await lookUpGrant(reader, id)
  if (!grant) throw new DomainError('not_found', 'there is no such grant')
  return grant
}

export function grantRoutes(api: Api, context: ApiContext): void {
  const { database } = context.store

  api.get(
    '/api/grants',
    {
      schema: {
        tags,
        operationId: 'listGrants',
        summary:
          'List standing permissions, newest first; `active` takes those that may still be used, or the others',
        querystring: GrantsQuery,
        response: { 200: pageOf('GrantView'), ...problems() },
      },
    },
    ({ query }) => listGrants(database, query),
  )

  api.get(
    '/api/grants/suggestions',
    {
      schema: {
        tags,
        operationId: 'listGrantSuggestions',
        summary: 'Suggest grants for calls that were approved again and again lately; gives none by itself',
        querystring: GrantSuggestionsQuery,
        response: { 200: pageOf('GrantSuggestionView'), ...problems(404) },
      },
    },
    async ({ query: { workspaceId = FIRST_WORKSPACE.workspaceId } }) => {
      await findWorkspace(database, workspaceId)
      return { items: await listGrantSuggestions(database, workspaceId), nextCursor: null }
    },
  )

  api.post(
    '/api/grants',
    {
      schema: {
        tags,
        operationId: 'addGrant',
        summary: 'Allow calls of a tool beforehand; items that wait for such a call are released',
        headers: KeyHeaders,
        body: AddGrantBody,
        response: { 201: view('GrantView'), ...refusals(404) },
      },
    },
    (request, reply) => command(context, request, reply, () => addGrant(database, request.body)),
  )

  api.delete(
    '/api/grants/:grantId',
    {
      schema: {
        tags,
        operationId: 'revokeGrant',
        summary: 'Revoke a grant: the next call asks again. Twice is once',
        params,
        headers: KeyHeaders,
        response: { 204: Type.Null({ description: 'Done.' }), ...refusals(404) },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const { id: grantId, workspaceId } = await findGrant(database, request.params.grantId)
        return {
          to: { kind: 'grants', key: workspaceId },
          message: { type: 'revoke-grant', grantId, by: OPERATOR },
          done: 204,
          view: async () => null,
        }
      }),
  )

  api.get(
    '/api/grants/:grantId/uses',
    {
      schema: {
        tags,
        operationId: 'listGrantUses',
        summary: 'List the calls that a grant has allowed, newest first',
        params,
        querystring: PageQuery,
        response: { 200: pageOf('GrantUseView'), ...problems(404) },
      },
    },
    async ({ params, query }) => {
      const { id } = await findGrant(database, params.grantId)
      return await listGrantUses(database, id, query)
    },
  )
}
