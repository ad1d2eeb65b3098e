import type { ToolRule } from '@pm-bot/domain'
import { nameInWords } from '../name-in-words.ts'
import { lineOfPatterns, splitPatterns } from './split-patterns.ts'

type Where = NonNullable<ToolRule['where']>

/** One argument of a tool that a pattern can be held against. */
export interface WhereArgument {
  name: string
  label: string
  /** `words`: a list, each word with a pattern of its own. `switch`: `true` or `false`. */
  kind: 'text' | 'words' | 'switch'
}

/** By argument, as typed; what is empty says nothing. */
export type TypedWhere = Readonly<Record<string, string>>

/** The arguments of a tool, by its schema, that a rule or grant can name. */
export function whereArguments(argsSchema: unknown): WhereArgument[] {
  const properties = (argsSchema as { properties?: Record<string, unknown> } | null)?.properties ?? {}
  return Object.entries(properties).flatMap(([name, schema]): WhereArgument[] => {
    const { type, items } = (schema ?? {}) as { type?: unknown; items?: { type?: unknown } }
    const label = nameInWords(name)
    if (type === 'string') return [{ name, label, kind: 'text' }]
    if (type === 'boolean') return [{ name, label, kind: 'switch' }]
    if (type === 'array' && items?.type === 'string') return [{ name, label, kind: 'words' }]
    return []
  })
}

/** The patterns that were typed; undefined where none was. */
export function whereOf(
  args: readonly WhereArgument[],
  typed: TypedWhere,
): { where: Where | undefined } | { problem: string } {
  const where: Record<string, string | readonly string[]> = {}
  for (const { name, label, kind } of args) {
    const text = typed[name]?.trim() ?? ''
    if (text === '') continue
    if (kind !== 'words') {
      where[name] = text
      continue
    }
    const words = splitPatterns(text)
    if (!words) return { problem: `${label}: a quote is opened and never closed.` }
    where[name] = words
  }
  return { where: Object.keys(where).length > 0 ? where : undefined }
}

/** Patterns as they stand in the fields. */
export const whereAsTyped = (where: ToolRule['where']): TypedWhere =>
  Object.fromEntries(
    Object.entries(where ?? {}).map(([name, pattern]) => [
      name,
      typeof pattern === 'string' ? pattern : lineOfPatterns(pattern),
    ]),
  )
