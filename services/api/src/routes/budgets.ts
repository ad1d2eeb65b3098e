import {
  type BudgetCommand,
  type BudgetScope,
  BudgetsQuery,
  type BudgetView,
  DomainError,
  EACH,
  FIRST_WORKSPACE,
  Id,
  PageQuery,
  type PriceView,
  PutBudgetBody,
  PutPriceBody,
  SpendHistoryQuery,
} from '@pm-bot/domain'
import {
  listBudgets,
  listPrices,
  lookUpBudget,
  lookUpRepo,
  lookUpRunBudget,
  type Reader,
  readRunSpend,
  readSpendHistory,
} from '@pm-bot/store'
import { Type } from 'typebox'
import { pageOf, problems, refusals, view } from '../answers.ts'
import { type Api, type ApiContext, OPERATOR } from '../api-context.ts'
import { type Command, command } from '../command.ts'
import { CommandHeaders, ifVersion, KeyHeaders } from '../command-headers.ts'
import { pageOfFew } from '../page-of-few.ts'
import { findWorkspace } from './workspaces.ts'

const tags = ['budgets']
const params = Type.Object({ runId: Id })
const { workspaceId: first } = FIRST_WORKSPACE

type Asked = Extract<BudgetCommand, { by: string; type: 'set-limits' | 'set-price' }>

const commandTo = (workspaceId: string, message: Asked, view: Command['view']): Command => ({
  to: { kind: 'budget', key: workspaceId },
  message,
  done: 200,
  view,
})

/** The workspace that holds the scope. @throws DomainError where there is no such scope */
async function workspaceOf(reader: Reader, { kind, key }: BudgetScope, workspaceId: string): Promise<string> {
  if (kind === 'run') {
    const budget = await lookUpRunBudget(reader, key)
    if (!budget) throw new DomainError('not_found', 'no such run was approved yet')
    return budget.workspaceId
  }
  if (kind === 'repo' && key !== EACH) {
    const repo = await lookUpRepo(reader, key)
    if (repo?.workspaceId !== workspaceId) throw new DomainError('not_found', 'there is no such repository')
  }
  return workspaceId
}

async function findBudget(reader: Reader, workspaceId: string, scope: BudgetScope): Promise<BudgetView> {
  const budget = await lookUpBudget(reader, workspaceId, scope)
  if (!budget) throw new DomainError('not_found', 'there is no such budget')
  return budget
}

async function findPrice(reader: Reader, workspaceId: string, model: string): Promise<PriceView> {
  const prices = await listPrices(reader, workspaceId)
  return prices.find((price) => price.model === model) ?? { model, price: null, updatedAt: null }
}

/** What may be spent, and what was. */
export function budgetRoutes(api: Api, context: ApiContext): void {
  const { database } = context.store

  api.get(
    '/api/budgets',
    {
      schema: {
        tags,
        operationId: 'listBudgets',
        summary: 'List what has limits or spent something today: the day, repositories, providers, tools',
        querystring: BudgetsQuery,
        response: { 200: pageOf('BudgetView'), ...problems(404) },
      },
    },
    async ({ query: { workspaceId = first, ...page } }) => {
      await findWorkspace(database, workspaceId)
      return pageOfFew(await listBudgets(database, workspaceId), page)
    },
  )

  api.get(
    '/api/budgets/history',
    {
      schema: {
        tags,
        operationId: 'getSpendHistory',
        summary:
          'What was spent on each of the last 30 days and at which provider, and where this month goes',
        querystring: SpendHistoryQuery,
        response: { 200: view('SpendHistoryView'), ...problems(404) },
      },
    },
    async ({ query: { workspaceId = first } }) => {
      await findWorkspace(database, workspaceId)
      return await readSpendHistory(database, workspaceId)
    },
  )

  api.put(
    '/api/budgets',
    {
      schema: {
        tags,
        operationId: 'putBudget',
        summary: 'Set the limits of a scope; none at all take its own away',
        headers: CommandHeaders,
        body: PutBudgetBody,
        response: { 200: view('BudgetView'), ...refusals(404) },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const { workspaceId: named = first, scope, limits } = request.body
        await findWorkspace(database, named)
        const workspaceId = await workspaceOf(database, scope, named)
        const message = {
          type: 'set-limits',
          scope,
          limits,
          ifVersion: ifVersion(request),
          by: OPERATOR,
        } as const
        const view = (read: Reader) => findBudget(read, workspaceId, scope)
        return {
          ...commandTo(workspaceId, message, view),
          whenRefused: async (read) => ({ current: await view(read) }),
        }
      }),
  )

  api.get(
    '/api/prices',
    {
      schema: {
        tags,
        operationId: 'listPrices',
        summary: 'List what models cost; empty until somebody says it',
        querystring: BudgetsQuery,
        response: { 200: pageOf('PriceView'), ...problems(404) },
      },
    },
    async ({ query: { workspaceId = first, ...page } }) => {
      await findWorkspace(database, workspaceId)
      return pageOfFew(await listPrices(database, workspaceId), page)
    },
  )

  api.put(
    '/api/prices',
    {
      schema: {
        tags,
        operationId: 'putPrice',
        summary: 'Set what a model costs, or take its price away',
        headers: KeyHeaders,
        body: PutPriceBody,
        response: { 200: view('PriceView'), ...refusals(404) },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const { workspaceId = first, model, price } = request.body
        await findWorkspace(database, workspaceId)
        const message = { type: 'set-price', model, price, by: OPERATOR } as const
        return commandTo(workspaceId, message, (read) => findPrice(read, workspaceId, model))
      }),
  )

  api.get(
    '/api/runs/:runId/spend',
    {
      schema: {
        tags,
        operationId: 'getRunSpend',
        summary: 'What a run may spend, what it has spent, and on which calls',
        params,
        querystring: PageQuery,
        response: { 200: view('RunSpendView'), ...problems(404) },
      },
    },
    async ({ params: { runId }, query }) => {
      if (!(await context.reads.run(runId))) throw new DomainError('not_found', 'there is no such run')
      return await readRunSpend(database, runId, query)
    },
  )
}
