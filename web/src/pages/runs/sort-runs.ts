import type { RunView } from '@pm-bot/domain'

export const RUN_ORDERS = ['newest', 'changed', 'cost'] as const
export type RunOrder = (typeof RUN_ORDERS)[number]

const COMPARE: Record<RunOrder, (a: RunView, b: RunView) => number> = {
  newest: (a, b) => b.createdAt.localeCompare(a.createdAt),
  changed: (a, b) => b.updatedAt.localeCompare(a.updatedAt),
  cost: (a, b) => (b.spentMicroUsd ?? -1) - (a.spentMicroUsd ?? -1),
}

export const sortRuns = (runs: readonly RunView[], order: RunOrder): RunView[] =>
  runs.toSorted(COMPARE[order])
