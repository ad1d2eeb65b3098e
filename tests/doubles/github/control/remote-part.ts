import type { DoubleParts, Remote } from '../contract/github-double.ts'
import { CONTROL_PATH, type ControlAnswer, type ControlCall } from './control.ts'

/** The functions of one part of a double at this address, each a request. */
export function remotePart<Name extends keyof DoubleParts>(
  url: string,
  part: Name,
): Remote<DoubleParts[Name]> {
  const call = async (name: string, args: unknown[]) => {
    const body = JSON.stringify({ part, name, args } satisfies ControlCall)
    const response = await fetch(url + CONTROL_PATH, { method: 'POST', body })
    const answer = (await response.json()) as ControlAnswer
    if ('error' in answer) throw new Error(answer.error)
    return answer.answer
  }
  return new Proxy({} as Remote<DoubleParts[Name]>, {
    // Not a promise, though it seems to have every function.
    get: (_, name) =>
      typeof name === 'string' && name !== 'then' ? (...args: unknown[]) => call(name, args) : undefined,
  })
}
