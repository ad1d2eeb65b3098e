export interface Difference {
  /** `messages[3].text` */
  path: string
  kind: 'added' | 'removed' | 'changed'
  before?: unknown
  after?: unknown
}

/** What differs between two states, by the deepest paths that both have; lists by number. */
export function differencesOf(before: unknown, after: unknown): Difference[] {
  const found: Difference[] = []
  compare('', before, after, found)
  return found
}

function compare(path: string, before: unknown, after: unknown, found: Difference[]): void {
  if (!isTree(before) || !isTree(after) || Array.isArray(before) !== Array.isArray(after)) {
    if (!Object.is(before, after)) found.push({ path, kind: 'changed', before, after })
    return
  }
  const old = new Map(Object.entries(before))
  const now = new Map(Object.entries(after))
  const join = Array.isArray(after)
    ? (name: string) => `${path}[${name}]`
    : (name: string) => step(path, name)
  for (const [name, value] of now) {
    if (old.has(name)) compare(join(name), old.get(name), value, found)
    else found.push({ path: join(name), kind: 'added', after: value })
  }
  for (const [name, value] of old) {
    if (!now.has(name)) found.push({ path: join(name), kind: 'removed', before: value })
  }
}

function step(path: string, name: string): string {
  if (!/^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(name)) return `${path}[${JSON.stringify(name)}]`
  return path === '' ? name : `${path}.${name}`
}

const isTree = (value: unknown): value is object => typeof value === 'object' && value !== null
