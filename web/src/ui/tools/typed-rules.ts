import type { ToolPolicy, ToolRule, ToolView } from '@pm-bot/domain'
import { type TypedWhere, type WhereArgument, whereArguments, whereAsTyped, whereOf } from './typed-where.ts'

/** One rule as the editor holds it. */
export interface TypedRule {
  /** Of the row, for as long as the editor is open. */
  id: number
  tool: string
  verdict: ToolRule['verdict']
  where: TypedWhere
  /** As it was read, of the tool above: what no field shows must not get lost. */
  read?: ToolRule['where']
}

/** The api takes no more. */
export const MOST_RULES = 100

export const rulesAsTyped = ({ rules }: ToolPolicy): TypedRule[] =>
  rules.map(({ tool, verdict, where }, id) => ({
    id,
    tool,
    verdict,
    where: whereAsTyped(where),
    ...(where ? { read: where } : {}),
  }))

/** The patterns for arguments that the tool is not known to have, or while nobody knows its arguments. */
export function whereUnseen(
  { read }: Pick<TypedRule, 'read'>,
  args: readonly WhereArgument[],
): NonNullable<ToolRule['where']> {
  const seen = new Set(args.map(({ name }) => name))
  return Object.fromEntries(Object.entries(read ?? {}).filter(([name]) => !seen.has(name)))
}

/** The policy that the editor says, and what is wrong with its rules, by row. */
export function policyOf(
  typed: readonly TypedRule[],
  tools: readonly Pick<ToolView, 'id' | 'argsSchema'>[],
): { policy: ToolPolicy; problems: Map<number, string> } {
  const problems = new Map<number, string>()
  const rules = typed.map((rule): ToolRule => {
    const { id, tool, verdict } = rule
    const args = whereArguments(tools.find((each) => each.id === tool)?.argsSchema)
    const read = whereOf(args, rule.where)
    if ('problem' in read) problems.set(id, read.problem)
    const where = { ...whereUnseen(rule, args), ...('where' in read ? read.where : {}) }
    return Object.keys(where).length > 0 ? { tool, where, verdict } : { tool, verdict }
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
