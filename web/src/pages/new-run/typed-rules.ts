import type { ToolPolicy, ToolRule, ToolView } from '@pm-bot/domain'
import { type TypedWhere, whereArguments, whereAsTyped, whereOf } from '../../ui/tools/typed-where.ts'

/** One rule as the editor holds it. */
export interface TypedRule {
  /** Of the row, for as long as the editor is open. */
  id: number
  tool: string
  verdict: ToolRule['verdict']
  where: TypedWhere
}

/** The api takes no more. */
export const MOST_RULES = 100

export const rulesAsTyped = ({ rules }: ToolPolicy): TypedRule[] =>
  rules.map(({ tool, verdict, where }, id) => ({ id, tool, verdict, where: whereAsTyped(where) }))

/** The policy that the editor says, and what is wrong with its rules, by row. */
export function policyOf(
  typed: readonly TypedRule[],
  tools: readonly Pick<ToolView, 'id' | 'argsSchema'>[],
): { policy: ToolPolicy; problems: Map<number, string> } {
  const problems = new Map<number, string>()
  const rules = typed.map(({ id, tool, verdict, where: texts }): ToolRule => {
    const read = whereOf(whereArguments(tools.find((each) => each.id === tool)?.argsSchema), texts)
    if ('problem' in read) problems.set(id, read.problem)
    return 'where' in read && read.where ? { tool, where: read.where, verdict } : { tool, verdict }
  })
  return { policy: { rules }, problems }
}

/** With one rule in another place; the first that fits decides, so their order counts. */
export function moved<Item>(items: readonly Item[], from: number, by: -1 | 1): Item[] {
  const to = from + by
  const item = items[from]
  if (item === undefined || to < 0 || to >= items.length) return [...items]
  return items.toSpliced(from, 1).toSpliced(to, 0, item)
}
