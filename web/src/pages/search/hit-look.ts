import type { RunStatus, SearchHit, SearchKind } from '@pm-bot/domain'
import type { IconName } from '../../ui/icon.tsx'

/** What can be looked for, as the filter has it. */
export const KINDS: ReadonlyArray<{ kind: SearchKind | undefined; text: string }> = [
  { kind: undefined, text: 'All' },
  { kind: 'issue', text: 'Issues' },
  { kind: 'pull_request', text: 'Pull requests' },
  { kind: 'comment', text: 'Comments' },
  { kind: 'run', text: 'Runs' },
]

const LOOK: Record<SearchKind, { icon: IconName; word: string }> = {
  issue: { icon: 'issue', word: 'Issue' },
  pull_request: { icon: 'pull', word: 'Pull request' },
  comment: { icon: 'comment', word: 'Comment' },
  run: { icon: 'runs', word: 'Run' },
}

export const hitLook = ({ kind }: Pick<SearchHit, 'kind'>) => LOOK[kind]

type State = 'open' | 'merged' | 'closed' | 'deleted' | 'transferred' | RunStatus
const TONES: Partial<Record<State, string>> = {
  open: 'green',
  merged: 'blue',
  proposed: 'amber',
  blocked: 'amber',
  approved: 'blue',
  running: 'blue',
  completed: 'green',
  failed: 'red',
}

/** How a hit stands, in a word and its colour. */
export function stateOf({ state }: Pick<SearchHit, 'state'>): { word: string; tone: string } | undefined {
  if (state === null) return undefined
  return { word: state, tone: TONES[state as State] ?? 'grey' }
}
