import type { Json } from '@pm-bot/domain'
import { estimateTokens } from '../models/estimate-tokens.ts'
import type { LoopMessage } from './messages.ts'

/** Shorter ones are not worth leaving out. */
const SHORT = 400

/**
 * The conversation in so many tokens: of what tools returned and of what was written with them, the oldest is left out
 * first, with a note in its place. The last turn stays whole. Null when that is not enough.
 */
export function fitContext(messages: readonly LoopMessage[], tokens: number): readonly LoopMessage[] | null {
  const fitted = [...messages]
  const lastTurn = fitted.findLastIndex(({ from }) => from === 'model')
  let total = fitted.reduce((sum, message) => sum + estimateTokens(message), 0)
  for (let at = 0; at < lastTurn && total > tokens; at += 1) {
    const message = fitted[at]!
    const short = shortened(message)
    total += estimateTokens(short) - estimateTokens(message)
    fitted[at] = short
  }
  return total > tokens ? null : fitted
}

function shortened(message: LoopMessage): LoopMessage {
  if (message.from === 'tool' && message.text.length > SHORT) {
    const note = `[Left out to save room: ${message.text.length} characters. Call the tool again if you need them.]`
    return { ...message, text: note }
  }
  if (message.from !== 'model') return message
  return { ...message, calls: message.calls.map((call) => ({ ...call, args: withoutLongTexts(call.args) })) }
}

function withoutLongTexts(args: Json): Json {
  if (args === null || typeof args !== 'object' || Array.isArray(args)) return args
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) =>
      typeof value === 'string' && value.length > SHORT
        ? [name, `[left out to save room: ${value.length} characters]`]
        : [name, value],
    ),
  )
}
