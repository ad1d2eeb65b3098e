import type {
  BudgetLimits,
  BudgetScope,
  BudgetView,
  ModelPrice,
  Page,
  PriceView,
  SpendHistoryView,
} from '@pm-bot/domain'
import { get, put } from './client.ts'
import { createRead } from './create-read.ts'
import { queryClient } from './query-client.ts'

export const createBudgets = () =>
  createRead(() => ({
    key: ['budgets'],
    read: (signal) => get<Page<BudgetView>>('/api/budgets?limit=200', signal).then((page) => page.items),
  }))

export const createSpendHistory = () =>
  createRead(() => ({
    key: ['budgets', 'history'],
    read: (signal) => get<SpendHistoryView>('/api/budgets/history', signal),
  }))

/** Limits of a scope as the operator saw them; none at all take its own away. */
export const setLimits = (scope: BudgetScope, limits: BudgetLimits, version: number, key: string) =>
  put<BudgetView>('/api/budgets', { scope, limits }, key, version).finally(stale)

export const createPrices = () =>
  createRead(() => ({
    key: ['prices'],
    read: (signal) => get<Page<PriceView>>('/api/prices?limit=200', signal).then((page) => page.items),
  }))

export const setPrice = (model: string, price: ModelPrice | null, key: string) =>
  put<PriceView>('/api/prices', { model, price }, key).finally(stale)

function stale(): void {
  for (const key of ['budgets', 'prices', 'run-spend'])
    void queryClient.invalidateQueries({ queryKey: [key] })
}
