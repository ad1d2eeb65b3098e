import type { Json } from '../values/canonical-json.ts'
import type { ThreadState } from './thread-state.ts'

/** Of a text, so many characters are shown. */
const CHARACTERS = 4000
/** Of a list its newest entries, of an object its first fields. */
const ENTRIES = 200
const LEVELS = 40
/** For both states together, in characters of JSON. */
const ALL = 400_000

type Part = Json | undefined

/**
 * Small enough to be sent and shown. Both states are cut at the same places, so that what differs between the parts that
 * are left did differ.
 */
export function cutThreadState(
  { values, previous }: ThreadState,
  left = ALL,
): ThreadState & { isCut: boolean } {
  const knife = { left, isCut: false }
  const [after, before] = cut(knife, values, previous ?? undefined, LEVELS)
  return { values: after ?? null, previous: before ?? null, isCut: knife.isCut }
}

interface Knife {
  left: number
  isCut: boolean
}

function cut(knife: Knife, a: Part, b: Part, levels: number): [Part, Part] {
  if (knife.left <= 0 || levels === 0) return [leaveOut(knife, a), leaveOut(knife, b)]
  if (isList(a ?? b) && isList(b ?? a)) return cutLists(knife, a as Json[], b as Json[], levels)
  if (isObject(a ?? b) && isObject(b ?? a)) return cutObjects(knife, a as Fields, b as Fields, levels)
  if (isPlain(a) && isPlain(b)) return [cutPlain(knife, a), cutPlain(knife, b)]
  return [cut(knife, a, undefined, levels)[0], cut(knife, undefined, b, levels)[1]]
}

/** From the end, which is what a step adds to. */
function cutLists(knife: Knife, a: Part[] | undefined, b: Part[] | undefined, levels: number): [Part, Part] {
  const length = Math.max(a?.length ?? 0, b?.length ?? 0)
  const from = Math.max(0, length - ENTRIES)
  const pairs: [Part, Part][] = []
  for (let at = length - 1; at >= from; at -= 1) pairs.unshift(cut(knife, a?.[at], b?.[at], levels - 1))
  const earlier = from === 0 ? [] : [`… ${from} earlier entries`]
  if (from > 0) knife.isCut = true
  const side = (list: Part[] | undefined, entries: Part[]): Part =>
    list && [...earlier, ...entries.filter((entry) => entry !== undefined)]
  return [
    side(
      a,
      pairs.map(([entry]) => entry),
    ),
    side(
      b,
      pairs.map(([, entry]) => entry),
    ),
  ]
}

type Fields = { [name: string]: Json }

function cutObjects(
  knife: Knife,
  a: Fields | undefined,
  b: Fields | undefined,
  levels: number,
): [Part, Part] {
  const names = [...new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})])]
  if (names.length > ENTRIES) knife.isCut = true
  const after: [string, Json][] = []
  const before: [string, Json][] = []
  for (const name of names.slice(0, ENTRIES)) {
    const key = String(cutPlain(knife, name))
    const [inA, inB] = cut(knife, own(a, name), own(b, name), levels - 1)
    if (inA !== undefined) after.push([key, inA])
    if (inB !== undefined) before.push([key, inB])
  }
  return [a && Object.fromEntries(after), b && Object.fromEntries(before)]
}

function cutPlain<Value extends Part>(knife: Knife, value: Value): Part {
  if (value === undefined) return undefined
  if (typeof value !== 'string') {
    knife.left -= 8
    return value
  }
  const isLong = value.length > CHARACTERS
  if (isLong) knife.isCut = true
  const text = isLong ? `${value.slice(0, CHARACTERS)} … (${value.length} characters)` : value
  knife.left -= text.length + 8
  return text
}

function leaveOut(knife: Knife, part: Part): Part {
  if (part === undefined) return undefined
  knife.isCut = true
  return '… left out'
}

const own = (fields: Fields | undefined, name: string): Part =>
  fields && Object.hasOwn(fields, name) ? fields[name] : undefined
const isList = (part: Part): boolean => Array.isArray(part)
const isObject = (part: Part): boolean => typeof part === 'object' && part !== null && !Array.isArray(part)
const isPlain = (part: Part): boolean => typeof part !== 'object' || part === null
