import type { ToolPolicy, ToolRule } from '@pm-bot/domain'
import { nameInWords } from '../name-in-words.ts'
import { lineOfPatterns } from './split-patterns.ts'

export interface RuleGroup {
  verdict: ToolRule['verdict']
  rules: ToolRule[]
}

/** Neighbours of one verdict together. Their order stays: the first rule that fits decides. */
export function ruleGroups({ rules }: ToolPolicy): RuleGroup[] {
  const groups: RuleGroup[] = []
  for (const rule of rules) {
    const last = groups.at(-1)
    if (last?.verdict === rule.verdict) last.rules.push(rule)
    else groups.push({ verdict: rule.verdict, rules: [rule] })
  }
  return groups
}

export const VERDICT_WORDS: Record<ToolRule['verdict'], string> = {
  allow: 'Without asking',
  ask: 'Asks you first',
  deny: 'Never',
}

/** The arguments that a rule or grant names, each with its pattern: of a list, the words of one line. */
export function whereInWords(where: ToolRule['where'] | null): { name: string; pattern: string }[] {
  return Object.entries(where ?? {}).map(([name, pattern]) => ({
    name: nameInWords(name),
    pattern: typeof pattern === 'string' ? pattern : lineOfPatterns(pattern),
  }))
}
