import type { DecisionAction, InboxItemView, InboxKind, ToolEffect } from '@pm-bot/domain'
import { plural } from '../../ui/time.ts'
import { payloadOf, payloadOfKind, repoNameOf } from './payload-of.ts'

/** What each button does, before it is pressed; of those that the item offers. */
export type Consequences = Partial<Record<DecisionAction, string>>

const SAYS: Record<InboxKind, (item: InboxItemView) => Consequences> = {
  run_start: (item) => ({
    approve: `Starts the agent in a private clone of ${repoName(item)}. What it changes comes back here first.`,
    reject: 'Nothing is started. The run ends as rejected.',
  }),
  changeset_apply: (item) => ({
    approve: applies(item),
    respond: 'Writes nothing. The agent reads your words and proposes another change.',
    reject: 'Writes nothing to the repository. The run ends as rejected.',
  }),
  tool_call: (item) => ({
    approve: `Allows exactly this call, one time. ${reach(item)}`,
    edit: 'Allows the call as you change it, one time. The agent is told what you changed.',
    respond: 'Makes no call. The agent reads your words in place of its outcome and goes on.',
    reject: 'Makes no call. The agent reads your reason and goes on.',
  }),
  spend: () => ({
    approve: 'Extends the limit by what stands above, and the agent goes on. Nothing else changes.',
    reject: 'The limit stays. The run ends as failed, and what it did so far stays where it is.',
  }),
  publish: (item) => ({
    approve: `Writes exactly what is shown above to ${repoName(item)} on GitHub, once.`,
    edit: 'Writes what you make of it, once, and nothing of the original besides.',
    reject: isAsked(item)
      ? 'Writes nothing. The agent reads your reason and goes on.'
      : 'Writes nothing. The run stays as it is.',
  }),
  question: () => ({
    respond: 'The agent reads your answer and goes on.',
    reject: 'No answer is given. The run ends as rejected.',
  }),
}

interface Besides {
  /** Other items of the same run that wait: its agent goes on once all are decided. */
  siblings?: number
  /** What is written on the lines of the change. */
  comments?: number
}

export function consequencesOf(
  item: InboxItemView,
  { siblings = 0, comments = 0 }: Besides = {},
): Consequences {
  const says = withComments(SAYS[item.kind](item), comments)
  if (siblings === 0 || item.kind === 'run_start') return says
  const others = `${plural(siblings, 'other item')} ${siblings === 1 ? 'is' : 'are'} decided`
  const goesOn = (sentence: string) => sentence.replace('goes on', `goes on once its ${others}`)
  return Object.fromEntries(Object.entries(says).map(([action, sentence]) => [action, goesOn(sentence)]))
}

function withComments(says: Consequences, count: number): Consequences {
  if (count === 0) return says
  const comments = count === 1 ? 'your comment' : `your ${count} comments`
  return {
    ...says,
    approve: `${says.approve} The agent does not get ${comments} on its lines.`,
    respond: `Writes nothing. The agent reads ${comments} on its lines, and your words, and proposes another change.`,
  }
}

function applies(item: InboxItemView): string {
  const payload = payloadOfKind(item, 'changeset_apply')
  if (payload?.follows) return 'Adds one commit to the branch of the pull request. Nothing is merged.'
  if (payload?.pullRequest)
    return 'Pushes one commit on a new branch and opens the draft pull request shown above. Nothing is merged.'
  return 'Writes one commit on a new branch. Your checkout and your other branches stay as they are.'
}

const REACHES: Record<ToolEffect, string> = {
  none: 'It only reads.',
  clone: 'It changes nothing but the private clone.',
  outside: 'It may reach the world, and what it does there is not taken back.',
}

/** What a call may do at most, in a sentence. */
export const reachInWords = (effect: ToolEffect): string => REACHES[effect]

function reach(item: InboxItemView): string {
  const payload = payloadOfKind(item, 'tool_call')
  return payload ? reachInWords(payload.effect) : ''
}

/** By an agent, which waits for the outcome. */
const isAsked = (item: InboxItemView): boolean => payloadOfKind(item, 'publish')?.reasons !== undefined

function repoName(item: InboxItemView): string {
  const payload = payloadOf(item)
  return payload ? repoNameOf(payload) : 'the repository'
}
