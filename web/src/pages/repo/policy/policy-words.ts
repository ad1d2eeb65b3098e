import type { RepoView } from '@pm-bot/domain'
import { amountInWords } from '../../../ui/budget/amounts.ts'
import { limitsInWords } from '../../../ui/budget/limits-words.ts'
import { plural } from '../../../ui/time.ts'

/** `4 runs at once, otherwise as usual`, or `2 runs at once, rules of its own, at most 40 calls, a look every 30 s to 2 h`. */
export function policyInWords({ maxRuns, policy }: Pick<RepoView, 'maxRuns' | 'policy'>): string {
  const { tools, budget, pollSeconds } = policy
  const limits = budget && limitsInWords(budget)
  const own = [
    tools && 'rules of its own',
    limits && `at most ${limits}`,
    limits === '' && 'no limits',
    pollSeconds && `a look every ${boundsInWords(pollSeconds)}`,
  ].filter(Boolean)
  return [`${plural(maxRuns, 'run')} at once`, ...(own.length > 0 ? own : ['otherwise as usual'])].join(', ')
}

function boundsInWords({ min, max }: { min: number; max: number }): string {
  const [least, most] = [amountInWords('seconds', min), amountInWords('seconds', max)]
  return least === most ? least : `${least} to ${most}`
}
