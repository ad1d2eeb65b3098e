import type { BudgetScope, BudgetView, RepoView } from '@pm-bot/domain'

/** Stands for each of a kind that has no limits of its own. */
export const EACH = '*'

const EACH_WORDS: Record<BudgetScope['kind'], string> = {
  run: 'Each run',
  day: 'Everything together',
  repo: 'Each repository without limits of its own',
  provider: 'Each provider without limits of its own',
  tool: 'Each kind of tool without limits of its own',
}

/** What a scope is called. */
export function scopeTitle(
  { kind, key }: BudgetScope,
  repos: readonly Pick<RepoView, 'id' | 'name'>[],
): string {
  if (key === EACH) return EACH_WORDS[kind]
  if (kind === 'repo') return repos.find(({ id }) => id === key)?.name ?? 'A repository that is gone'
  return key
}

export interface BudgetGroup {
  kind: BudgetScope['kind']
  title: string
  budgets: BudgetView[]
}

const GROUPS: readonly [BudgetScope['kind'], string][] = [
  ['day', 'The whole workspace, every day'],
  ['repo', 'Repositories, by day'],
  ['provider', 'Providers of models, by day'],
  ['tool', 'Tools, by day'],
]

/** By kind, from the widest on; a kind that nothing is known of is there, to be given limits. */
export const budgetGroups = (budgets: readonly BudgetView[]): BudgetGroup[] =>
  GROUPS.map(([kind, title]) => ({
    kind,
    title,
    budgets: budgets.filter(({ scope }) => scope.kind === kind),
  }))
