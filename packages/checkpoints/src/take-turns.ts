/** Makes work under one key wait for the earlier work under that key. */
export function takeTurns(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>()

  return (key, work) => {
    const turn = (last.get(key) ?? Promise.resolve()).then(work, work)
    const done = turn.then(
      () => {},
      () => {},
    )
    last.set(key, done)
    void done.then(() => {
      if (last.get(key) === done) last.delete(key)
    })
    return turn
  }
}
