const last = new WeakMap<object, Promise<unknown>>()

/** Runs what writes to one repository in turn, so that what moved is known to be its doing. */
export async function oneAtATime<T>(repository: object, work: () => Promise<T>): Promise<T> {
  const before = last.get(repository) ?? Promise.resolve()
  const mine = before.then(work, work)
  last.set(repository, mine)
  return await mine
}
