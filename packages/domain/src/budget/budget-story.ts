import type { RuleContext } from '../run/decide-run.ts'
import type { Budget, BudgetCount, BudgetEvent } from './budget.ts'
import { evolveBudget } from './evolve-budget.ts'

/** The events of one turn, each of which the next one sees. */
export interface BudgetStory {
  readonly budget: Budget
  tell(...events: BudgetEvent[]): void
  /** All events; the last says how the scopes stand that they touched. */
  end(): { events: BudgetEvent[]; budget: Budget }
}

export function tellOf(before: Budget, turn: Pick<RuleContext, 'version' | 'now'>): BudgetStory {
  const events: BudgetEvent[] = []
  let budget = before
  return {
    get budget() {
      return budget
    },
    tell(...told) {
      for (const event of told) {
        events.push(event)
        budget = evolveBudget(budget, event, turn)
      }
    },
    end() {
      const runs = changedOf(before.runs, budget.runs)
      const days = Object.fromEntries(
        Object.entries(budget.days)
          .map(([day, counts]) => [day, changedOf<BudgetCount>(before.days[day] ?? {}, counts)] as const)
          .filter(([, counts]) => Object.keys(counts).length > 0),
      )
      if (Object.keys(runs).length + Object.keys(days).length > 0) {
        events.push({ type: 'counts-changed', runs, days })
      }
      return { events, budget }
    },
  }
}

/** What is not the same object any more. */
const changedOf = <Value>(
  before: Record<string, Value>,
  after: Record<string, Value>,
): Record<string, Value> =>
  Object.fromEntries(Object.entries(after).filter(([key, value]) => before[key] !== value))
