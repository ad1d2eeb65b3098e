import type { GrantScope } from '@pm-bot/domain'
import { exactTime, plural } from '../../../ui/time.ts'

/** What a decision allowed, or would allow, beyond the one call, in a sentence. */
export function scopeInWords(scope: GrantScope): string {
  const outside = scope.coversTainted
    ? ' This holds even after a run has read text from outside or private content.'
    : ''
  return `${reachOf(scope)}${outside}`
}

function reachOf(scope: GrantScope): string {
  switch (scope.kind) {
    case 'calls':
      return `The next ${plural(scope.count, 'call')} like it in this run ${scope.count === 1 ? 'is' : 'are'} made without asking.`
    case 'run':
      return 'Calls like it in this run are made without asking, until the run ends.'
    case 'repo':
      return `Calls like it in any run on this repository are made without asking, until ${exactTime(scope.until)}.`
  }
}
