import type { InboxItemView, InboxKind } from '@pm-bot/domain'
import { payloadOf } from './payload-of.ts'

interface Consequences {
  approve: string
  reject: string
}

const PLAIN: Consequences = {
  approve: 'Allows exactly what is shown above, once.',
  reject: 'Nothing happens, and the agent is told your reason.',
}

const SAYS: Record<InboxKind, (item: InboxItemView) => Consequences> = {
  run_start: (item) => ({
    approve: `Starts the agent in a private clone of ${repoName(item)}. What it changes comes back here first.`,
    reject: 'Nothing is started. The run ends as rejected.',
  }),
  changeset_apply: () => ({
    approve: 'Writes one commit on a new branch. Your checkout and your other branches stay as they are.',
    reject: 'Writes nothing to the repository. The run ends as rejected.',
  }),
  tool_call: () => PLAIN,
  spend: () => PLAIN,
  publish: () => PLAIN,
  question: () => PLAIN,
}

/** What each button does, before it is pressed. */
export const consequencesOf = (item: InboxItemView) => SAYS[item.kind](item)

const repoName = (item: InboxItemView) => payloadOf(item)?.repo.name ?? 'the repository'
