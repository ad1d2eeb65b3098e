import { setTimeout as sleep } from 'node:timers/promises'
import {
  ARRIVES_WITHIN_MS,
  CreateWorkspaceBody,
  DomainError,
  Id,
  newId,
  PageQuery,
  PatchWorkspaceBody,
  PauseBody,
  type WorkspaceCommand,
  type WorkspaceView,
} from '@pm-bot/domain'
import { type Database, listWorkspaces, lookUpWorkspace } from '@pm-bot/store'
import { Type } from 'typebox'
import { pageOf, problems, refusals, view } from '../answers.ts'
import { type Api, type ApiContext, OPERATOR } from '../api-context.ts'
import { type Command, command } from '../command.ts'
import { CommandHeaders, ifVersion, KeyHeaders } from '../command-headers.ts'

const tags = ['workspaces']
const params = Type.Object({ workspaceId: Id })

/** @throws DomainError */
export async function findWorkspace(database: Pick<Database, 'read'>, id: string): Promise<WorkspaceView> {
  const workspace = await lookUpWorkspace(database, id)
  if (!workspace) throw new DomainError('not_found', 'there is no such workspace')
  return workspace
}

const commandTo = (workspaceId: string, done: Command['done'], message: WorkspaceCommand): Command => ({
  to: { kind: 'workspace', key: workspaceId },
  message,
  done,
  view: (read) => findWorkspace(read, workspaceId),
  whenRefused: async (read) => ({ current: await findWorkspace(read, workspaceId) }),
})

export function workspaceRoutes(api: Api, context: ApiContext): void {
  const { store } = context
  const { database } = store

  api.get(
    '/api/workspaces',
    {
      schema: {
        tags,
        operationId: 'listWorkspaces',
        summary: 'List workspaces, oldest first',
        querystring: PageQuery,
        response: { 200: pageOf('WorkspaceView'), ...problems() },
      },
    },
    ({ query }) => listWorkspaces(database, query),
  )

  api.post(
    '/api/workspaces',
    {
      schema: {
        tags,
        operationId: 'createWorkspace',
        summary: 'Create a workspace',
        headers: KeyHeaders,
        body: CreateWorkspaceBody,
        response: { 201: view('WorkspaceView'), ...refusals() },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const workspaceId = newId()
        const { name } = request.body
        return commandTo(workspaceId, 201, { type: 'create-workspace', workspaceId, name, by: OPERATOR })
      }),
  )

  api.get(
    '/api/workspaces/:workspaceId',
    {
      schema: {
        tags,
        operationId: 'getWorkspace',
        summary: 'Read a workspace',
        params,
        response: { 200: view('WorkspaceView'), ...problems(404) },
      },
    },
    ({ params }) => findWorkspace(database, params.workspaceId),
  )

  api.patch(
    '/api/workspaces/:workspaceId',
    {
      schema: {
        tags,
        operationId: 'renameWorkspace',
        summary: 'Rename a workspace',
        params,
        headers: CommandHeaders,
        body: PatchWorkspaceBody,
        response: { 200: view('WorkspaceView'), ...refusals(404) },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const { id } = await findWorkspace(database, request.params.workspaceId)
        const { name } = request.body
        return commandTo(id, 200, {
          type: 'rename-workspace',
          name,
          ifVersion: ifVersion(request),
          by: OPERATOR,
        })
      }),
  )

  api.post(
    '/api/workspaces/:workspaceId/pause',
    {
      schema: {
        tags,
        operationId: 'pauseWorkspace',
        summary: 'Let nothing begin: no call of a model, no attempt of an agent, no write to the world',
        params,
        headers: KeyHeaders,
        body: PauseBody,
        response: { 200: view('WorkspaceView'), ...refusals(404) },
      },
      // Whoever has the answer counts on it, so it waits for what had just been let go.
      async onSend(_request, reply, payload) {
        if (reply.statusCode === 200) await sleep(ARRIVES_WITHIN_MS)
        return payload
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const { id } = await findWorkspace(database, request.params.workspaceId)
        const { reason = null } = request.body
        return commandTo(id, 200, { type: 'pause-workspace', reason, by: OPERATOR })
      }),
  )

  api.post(
    '/api/workspaces/:workspaceId/resume',
    {
      schema: {
        tags,
        operationId: 'resumeWorkspace',
        summary: 'Let everything go on where it waits',
        params,
        headers: KeyHeaders,
        body: Type.Object({}, { additionalProperties: false }),
        response: { 200: view('WorkspaceView'), ...refusals(404) },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const { id } = await findWorkspace(database, request.params.workspaceId)
        return commandTo(id, 200, { type: 'resume-workspace', by: OPERATOR })
      }),
  )
}
