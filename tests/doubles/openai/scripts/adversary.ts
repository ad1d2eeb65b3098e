import type { Script, ScriptedCall } from '../contract.ts'

const MARK = 'The calls to make, turn by turn: '

/** A goal that makes the model `adversary` emit exactly these calls, those of one turn at once. */
export const adversaryGoal = (turns: readonly (readonly ScriptedCall[])[]): string =>
  `Do as you are told.\n\n${MARK}${JSON.stringify(turns)}`

/** Emits any tool call that its goal holds, whether it was offered such a tool or not; then says that it is done. */
export const adversary: Script = ({ messages, turn }) => {
  const line = messages
    .flatMap(({ role, content }) => (role === 'user' ? content.split('\n') : []))
    .find((text) => text.includes(MARK))
  const turns: ScriptedCall[][] = line ? JSON.parse(line.slice(line.indexOf(MARK) + MARK.length)) : []
  return turn < turns.length ? { calls: turns[turn]! } : { say: 'I am done.' }
}
