import { type GrantScope, ruleFits, type ToolCallPayload, type ToolRule, whereOf } from '@pm-bot/domain'
import { amountOfCalls } from './amount-of-calls.ts'

export type ScopeKind = 'once' | 'calls' | 'run' | 'repo'
export type Patterns = Record<string, string | readonly string[]>

/** What the operator has chosen so far. */
export interface ScopeChoice {
  kind: ScopeKind
  /** As typed; of `calls`. */
  count: string
  /** A day in the operator's time, `2027-01-31`, to its end; of `repo`. */
  untilDay: string
  patterns: Patterns
  coversTainted: boolean
}

type Call = Pick<ToolCallPayload, 'tool' | 'args' | 'effect' | 'taint'>

/** The patterns that only calls like this one fit; null where none can say which those are. */
export const patternsOf = ({ args }: Pick<Call, 'args'>): Patterns | null => whereOf({ args })

/** What is sent with the approval, or why it cannot be; neither for this call alone. */
export function scopeOf(
  call: Call,
  choice: ScopeChoice,
  now: number,
): { scope?: GrantScope; problem?: string } {
  if (choice.kind === 'once') return {}
  const like = patternsOf(call)
  if (like === null) return { problem: 'No pattern can say which calls are like this one: allow it alone.' }
  const where: NonNullable<ToolRule['where']> = choice.patterns
  if (!ruleFits({ tool: call.tool, where }, { tool: call.tool, args: call.args }))
    return { problem: 'This pattern does not fit the very call that you look at.' }
  if (needsTick(call) && !choice.coversTainted)
    return {
      problem: 'This run has read text from outside or private content: a rule for this call needs the tick.',
    }
  const more = {
    ...(JSON.stringify(where) === JSON.stringify(like) ? {} : { where }),
    ...(choice.coversTainted && mayReachOut(call) ? { coversTainted: true } : {}),
  }
  switch (choice.kind) {
    case 'calls': {
      const count = amountOfCalls(choice.count)
      if (count === undefined) return { problem: 'Say how many calls: a whole number from 1 to 1,000.' }
      return { scope: { kind: 'calls', count, ...more } }
    }
    case 'run':
      return { scope: { kind: 'run', ...more } }
    case 'repo': {
      const until = endOfDay(choice.untilDay)
      if (until === undefined || until.getTime() <= now) return { problem: 'Choose a day to come.' }
      return { scope: { kind: 'repo', until: until.toISOString(), ...more } }
    }
  }
}

/** Only calls that may reach outside are asked about again once a run has read something. */
export const mayReachOut = ({ effect }: Pick<Call, 'effect'>): boolean => effect === 'outside'

/** Without the tick no rule would cover the next such call of this run. */
export const needsTick = (call: Pick<Call, 'effect' | 'taint'>): boolean =>
  mayReachOut(call) && call.taint.length > 0

/** The last moment of a day in the operator's time; undefined for what is no day. */
export function endOfDay(day: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return undefined
  const end = new Date(`${day}T23:59:59.999`)
  return Number.isNaN(end.getTime()) ? undefined : end
}

/** So many days from now, as a field for a day has it. */
export function dayIn(days: number, now: number): string {
  const date = new Date(now)
  date.setDate(date.getDate() + days)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
