/**
 * One read for everybody who asks at the same time. Who asks while a read is under way waits for the
 * next one: nobody is answered from before they asked.
 */
export function gatherReads<Key, Value>(
  readAll: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
): (key: Key) => Promise<Value | undefined> {
  let underWay: Promise<unknown> = Promise.resolve()
  let next: { keys: Set<Key>; values: Promise<ReadonlyMap<Key, Value>> } | undefined

  const gather = () => {
    const keys = new Set<Key>()
    const values = underWay.then(() => {
      next = undefined
      return readAll([...keys])
    })
    underWay = values.catch(() => {})
    return { keys, values }
  }
  return async (key) => {
    next ??= gather()
    next.keys.add(key)
    return (await next.values).get(key)
  }
}

/** The same for reads that are long or short: each waits for none but those of its own key. */
export function shareReads<Value>(): (key: string, read: () => Promise<Value>) => Promise<Value> {
  const underWay = new Map<string, Promise<Value>>()
  const waiting = new Map<string, Promise<Value>>()

  const begin = (key: string, read: () => Promise<Value>) => {
    const reading = read().finally(() => underWay.delete(key))
    underWay.set(key, reading)
    return reading
  }
  return (key, read) => {
    const before = underWay.get(key)
    if (!before) return begin(key, read)
    const joined = waiting.get(key)
    if (joined) return joined
    const goOn = () => {
      waiting.delete(key)
      return begin(key, read)
    }
    const next = before.then(goOn, goOn)
    waiting.set(key, next)
    return next
  }
}
