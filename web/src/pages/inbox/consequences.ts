import type { InboxItemView, InboxKind } from '@pm-bot/domain'
import { payloadOf, payloadOfKind, repoNameOf } from './payload-of.ts'

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
  changeset_apply: (item) => ({
    approve: applies(item),
    reject: 'Writes nothing to the repository. The run ends as rejected.',
  }),
  tool_call: () => PLAIN,
  spend: () => PLAIN,
  publish: (item) => ({
    approve: `Writes exactly what is shown above to ${repoName(item)} on GitHub, once.`,
    reject: 'Writes nothing. The run stays as it is.',
  }),
  question: () => PLAIN,
}

/** What each button does, before it is pressed. */
export const consequencesOf = (item: InboxItemView) => SAYS[item.kind](item)

function applies(item: InboxItemView): string {
  const payload = payloadOfKind(item, 'changeset_apply')
  if (payload?.follows) return 'Adds one commit to the branch of the pull request. Nothing is merged.'
  if (payload?.pullRequest)
    return 'Pushes one commit on a new branch and opens the draft pull request shown above. Nothing is merged.'
  return 'Writes one commit on a new branch. Your checkout and your other branches stay as they are.'
}

function repoName(item: InboxItemView): string {
  const payload = payloadOf(item)
  return payload ? repoNameOf(payload) : 'the repository'
}
