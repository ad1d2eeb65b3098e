import type { ToolPolicy } from '@pm-bot/domain'
import type { Script, ScriptedReply, WireMessage } from '../../doubles/openai/index.ts'
import type { Decide } from './operator.ts'

/** Every look at the clone is asked about. */
export const ASK_ALWAYS: ToolPolicy = {
  rules: ['read_file', 'list_files'].map((tool) => ({ tool, verdict: 'ask' })),
}

/** Fewer calls than it makes, so that it asks for more. */
export const FEW_CALLS = 3

/** Asks about three calls at once, then a question, then for more of its budget; and answers. */
export const asker: Script = ({ turn }) => {
  const read = (path: string) => ({ name: 'read_file', args: { path } })
  const replies: ScriptedReply[] = [
    { calls: [read('a.txt'), read('b.txt'), { name: 'list_files', args: {} }] },
    { calls: [{ name: 'ask_operator', args: { question: 'Which of them?' } }] },
    { calls: [{ name: 'answer', args: { text: 'The first.', references: [] } }] },
  ]
  return replies[turn] ?? { say: 'I am done.' }
}

export const answerIt: Decide = ({ kind, payload }) => {
  if (kind === 'question') return { action: 'respond', reason: 'The words of an answer.' }
  if (kind !== 'tool_call') return { action: 'approve' }
  const text = JSON.stringify(payload)
  if (text.includes('b.txt')) return { action: 'reject', reason: 'the words of a refusal' }
  return text.includes('a.txt')
    ? { action: 'approve' }
    : { action: 'respond', reason: 'The words of a response.' }
}

/** What the agent heard of each answer, once. */
const HEARD = [
  /the text of a/,
  /refused this call: the words of a refusal/,
  /^The words of a response\.$/,
  /^The words of an answer\.$/,
]

export function hearingProblems(conversation: readonly WireMessage[]): string[] {
  const results = conversation.filter(({ role }) => role === 'tool').map(({ content }) => content)
  return results.length === HEARD.length &&
    HEARD.every((words) => results.some((result) => words.test(result)))
    ? []
    : [`the agent heard ${JSON.stringify(results)}`]
}
