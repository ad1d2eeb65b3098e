import type { IconName } from '../../ui/icon.tsx'

/** First match wins; types are kebab strings such as `command-finished`. */
const BY_WORD: ReadonlyArray<readonly [RegExp, IconName]> = [
  [/fail|error|conflict/, 'warning'],
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
