import type { IconName } from '../../ui/icon.tsx'

/** First match wins; types are kebab strings such as `command-finished`. */
const BY_WORD: ReadonlyArray<readonly [RegExp, IconName]> = [
  [/model-answered/, 'model'],
  [/agent-stopped/, 'stop'],
  [/budget/, 'budget'],
  [/context/, 'file'],
  [/fail|error|conflict|taint/, 'warning'],
  [/grant/, 'key'],
  [/reject|refus/, 'refused'],
  [/cancel/, 'cancelled'],
  [/command|tool/, 'terminal'],
  [/remark/, 'comment'],
  [/pull-request/, 'pull'],
  [/publish|operation/, 'cloud'],
  [/commit|appl/, 'commit'],
  [/changeset|change|diff|rebas/, 'diff'],
  [/clone|branch|workspace/, 'branch'],
  [/artifact|log/, 'file'],
  [/complete|approve/, 'done'],
  [/block|wait|interrupt/, 'blocked'],
  [/start|running|claim/, 'runs'],
]

export const eventIcon = (type: string): IconName => BY_WORD.find(([word]) => word.test(type))?.[1] ?? 'dot'

/** What the eye should find: a limit that comes near, and words that somebody from outside may have written. */
export const eventTone = (type: string): 'amber' | undefined =>
  /^(budget-warning|tainted|model-failed)$/.test(type) ? 'amber' : undefined
