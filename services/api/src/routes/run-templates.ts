import {
  CreateRunTemplateBody,
  DomainError,
  Id,
  newId,
  PatchRunTemplateBody,
  type RunProposal,
  type RunTemplateCommand,
  RunTemplatesQuery,
  type RunTemplateView,
  type StartContent,
  templateInUse,
} from '@pm-bot/domain'
import { countSchedulesOf, type Database, listRunTemplates, lookUpRunTemplate } from '@pm-bot/store'
import { Type } from 'typebox'
import { pageOf, problems, refusals, view } from '../answers.ts'
import { type Api, type ApiContext, OPERATOR } from '../api-context.ts'
import { type Command, command } from '../command.ts'
import { CommandHeaders, ifVersion, KeyHeaders } from '../command-headers.ts'
import { type Proposed, proposeRun } from '../propose-run.ts'

const tags = ['run-templates']
const params = Type.Object({ templateId: Id })

/** @throws DomainError */
export async function findRunTemplate(
  database: Pick<Database, 'read'>,
  id: string,
): Promise<RunTemplateView> {
  const template = await lookUpRunTemplate(database, id)
  if (!template) throw new DomainError('not_found', 'there is no such template')
  return template
}

type Asked = Extract<RunTemplateCommand, { by: string }>

const commandTo = (templateId: string, done: Command['done'], message: Asked): Command => ({
  to: { kind: 'run-template', key: templateId },
  message,
  done,
  view: (read) => findRunTemplate(read, templateId),
  whenRefused: async (read) => ({ current: await findRunTemplate(read, templateId) }),
})

/**
 * What a proposal would ask for at this moment, with everything filled in that it leaves open: a template must not
 * come to mean something else because a default changed.
 */
async function contentOf(context: Pick<ApiContext, 'reads' | 'graphs'>, body: Proposed) {
  const proposal = await proposeRun(context, body)
  const { workspaceId, goal, graphId, spec, tools, budget } = proposal.message as unknown as RunProposal
  const content: StartContent = {
    repoId: body.repoId,
    goal,
    graphId,
    spec,
    ...(tools ? { tools } : {}),
    ...(budget ? { budget } : {}),
  }
  return { workspaceId, content, guard: proposal.guard }
}

const proposalOf = ({ repoId, goal, graphId, spec, tools, budget }: RunTemplateView): Proposed =>
  ({ repoId, goal, graphId, spec, tools, budget }) as Proposed

export function runTemplateRoutes(api: Api, context: ApiContext): void {
  const { database } = context.store

  api.get(
    '/api/run-templates',
    {
      schema: {
        tags,
        operationId: 'listRunTemplates',
        summary: 'List templates of runs, oldest first',
        querystring: RunTemplatesQuery,
        response: { 200: pageOf('RunTemplateView'), ...problems() },
      },
    },
    ({ query }) => listRunTemplates(database, query),
  )

  api.post(
    '/api/run-templates',
    {
      schema: {
        tags,
        operationId: 'createRunTemplate',
        summary: 'Keep a proposal under a name',
        headers: KeyHeaders,
        body: CreateRunTemplateBody,
        response: { 201: view('RunTemplateView'), ...refusals(404) },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const { name, ...body } = request.body
        const templateId = newId()
        const { workspaceId, content, guard } = await contentOf(context, body)
        const message: Asked = {
          type: 'create-run-template',
          templateId,
          workspaceId,
          name: name.trim(),
          content,
          by: OPERATOR,
        }
        return { ...commandTo(templateId, 201, message), ...(guard ? { guard } : {}) }
      }),
  )

  api.get(
    '/api/run-templates/:templateId',
    {
      schema: {
        tags,
        operationId: 'getRunTemplate',
        summary: 'Read a template',
        params,
        response: { 200: view('RunTemplateView'), ...problems(404) },
      },
    },
    ({ params }) => findRunTemplate(database, params.templateId),
  )

  api.patch(
    '/api/run-templates/:templateId',
    {
      schema: {
        tags,
        operationId: 'changeRunTemplate',
        summary: 'Change a template; what it asks for from now on, a permission given before does not cover',
        params,
        headers: CommandHeaders,
        body: PatchRunTemplateBody,
        response: { 200: view('RunTemplateView'), ...refusals(404) },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const template = await findRunTemplate(database, request.params.templateId)
        const { name, ...changes } = request.body
        const message: Asked = {
          type: 'change-run-template',
          ...(name === undefined ? {} : { name: name.trim() }),
          ifVersion: ifVersion(request),
          by: OPERATOR,
        }
        if (Object.keys(changes).length === 0) return commandTo(template.id, 200, message)
        const { content, guard } = await contentOf(context, { ...proposalOf(template), ...changes })
        return {
          ...commandTo(template.id, 200, { ...message, content }),
          ...(guard ? { guard } : {}),
        }
      }),
  )

  api.delete(
    '/api/run-templates/:templateId',
    {
      schema: {
        tags,
        operationId: 'removeRunTemplate',
        summary: 'Remove a template that no schedule proposes; its runs stay',
        params,
        headers: CommandHeaders,
        response: { 204: Type.Null({ description: 'Done.' }), ...refusals(404) },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const { id } = await findRunTemplate(database, request.params.templateId)
        const removal = commandTo(id, 204, {
          type: 'remove-run-template',
          schedules: await countSchedulesOf(database, id),
          ifVersion: ifVersion(request),
          by: OPERATOR,
        })
        return {
          ...removal,
          async guard(tx) {
            const schedules = await countSchedulesOf({ read: tx.db }, id)
            if (schedules > 0) throw templateInUse(schedules)
          },
        }
      }),
  )

  api.post(
    '/api/run-templates/:templateId/propose',
    {
      schema: {
        tags,
        operationId: 'proposeRunTemplate',
        summary: 'Propose a run of this template; it starts when it is approved',
        params,
        headers: KeyHeaders,
        body: Type.Object({}, { additionalProperties: false }),
        response: { 201: view('RunView'), ...refusals(404) },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const template = await findRunTemplate(database, request.params.templateId)
        const proposal = await proposeRun(context, proposalOf(template))
        const message = { ...proposal.message, origin: { templateId: template.id } }
        return { ...proposal, message }
      }),
  )
}
