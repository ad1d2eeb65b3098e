/** An answer that is not shaped as GitHub's description says: it breaks off the attempt instead of becoming a row. */
export class UnreadableAnswerError extends Error {
  override name = 'UnreadableAnswerError'
}

/** Reads members of one object of an answer, of the types that they must have. */
export interface Fields {
  string(name: string): string
  text(name: string): string | null
  number(name: string): number
  count(name: string): number | null
  flag(name: string): boolean
  /** RFC 3339 in UTC with milliseconds. */
  time(name: string): string
  timeOrNull(name: string): string | null
  /** Null when it is missing, as an author is whose account was deleted. */
  object(name: string): Fields | null
  part(name: string): Fields
  list(name: string): unknown[]
  oneOf<Value extends string>(name: string, values: readonly Value[]): Value
}

/** @param where names the answer in an error, as the route does */
export function readFields(value: unknown, where: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw unreadable(where, 'holds no object')
  const members = value as Readonly<Record<string, unknown>>

  const given = (name: string) => members[name] ?? null
  const fail = (name: string, what: string): never => {
    throw unreadable(where, `has no ${what} at “${name}”`)
  }
  const text = (name: string) => {
    const found = given(name)
    return found === null || typeof found === 'string' ? found : fail(name, 'text')
  }
  const count = (name: string) => {
    const found = given(name)
    return found === null || Number.isSafeInteger(found)
      ? (found as number | null)
      : fail(name, 'whole number')
  }
  const timeOrNull = (name: string) => {
    const found = text(name)
    if (found === null) return null
    const milliseconds = Date.parse(found)
    return Number.isNaN(milliseconds) ? fail(name, 'time') : new Date(milliseconds).toISOString()
  }
  const object = (name: string) => {
    const found = given(name)
    return found === null ? null : readFields(found, `${where} ${name}`)
  }
  return {
    text,
    string: (name) => text(name) ?? fail(name, 'text'),
    count,
    number: (name) => count(name) ?? fail(name, 'whole number'),
    flag: (name) => given(name) === true,
    timeOrNull,
    time: (name) => timeOrNull(name) ?? fail(name, 'time'),
    object,
    part: (name) => object(name) ?? fail(name, 'object'),
    list(name) {
      const found = given(name)
      return Array.isArray(found) ? found : fail(name, 'list')
    },
    oneOf(name, values) {
      const found = given(name)
      return values.find((value) => value === found) ?? fail(name, values.join(' or '))
    },
  }
}

export function readList(value: unknown, where: string): unknown[] {
  if (Array.isArray(value)) return value
  throw unreadable(where, 'holds no list')
}

const unreadable = (where: string, what: string) =>
  new UnreadableAnswerError(`GitHub's answer to ${where} ${what}.`)
