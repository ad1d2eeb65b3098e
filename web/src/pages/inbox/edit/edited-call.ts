import { argsOf } from '../args/args-of.ts'
import type { EditRead, FilledPart } from './edit-parts.ts'

/** The arguments that the form of a call says. */
export function editedCall(parts: readonly FilledPart[]): EditRead {
  const { args, problems } = argsOf(parts[0]?.fields ?? [], parts[0]?.typed ?? {})
  return { payload: args, problems: byPart(0, problems) }
}

/** Problems of a part by `part.field`. */
export const byPart = (part: number, problems: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(problems).map(([name, problem]) => [`${part}.${name}`, problem]))
