/** What is nested deeper is none of ours, and is taken as it comes. */
const DEEPEST = 50
const NOTHING = Symbol('nothing')

/**
 * The next answer with all that is as it was taken over from the last one, so that only what changed is drawn again. Items
 * of a list are known by their ids: the library compares them by their places, and one more at the top would make
 * every item below a new one.
 */
export const shareAnswer = (known: unknown, next: unknown): unknown => share(known, next, 0)

function share(known: unknown, next: unknown, depth: number): unknown {
  if (Object.is(known, next) || depth > DEEPEST) return next
  if (Array.isArray(known) && Array.isArray(next)) {
    const byId = new Map(known.map((item) => [idOf(item), item]))
    const shared = next.map((item, place) => {
      const id = idOf(item)
      return share(id === undefined ? known[place] : byId.get(id), item, depth + 1)
    })
    return isSame(known, shared) ? known : shared
  }
  if (isRecord(known) && isRecord(next)) {
    const names = Object.keys(next)
    const was = names.map((name) => (Object.hasOwn(known, name) ? known[name] : NOTHING))
    const values = names.map((name, place) => share(was[place], next[name], depth + 1))
    if (isSame(was, values) && names.length === Object.keys(known).length) return known
    return Object.fromEntries(names.map((name, place) => [name, values[place]]))
  }
  return next
}

const idOf = (item: unknown): unknown => (isRecord(item) && typeof item.id === 'string' ? item.id : undefined)

const isSame = (known: readonly unknown[], next: readonly unknown[]): boolean =>
  known.length === next.length && next.every((value, place) => Object.is(value, known[place]))

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
