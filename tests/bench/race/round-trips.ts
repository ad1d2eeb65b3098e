import pg from 'pg'

let trips = 0

/** Counts, from now on, how often this process waits for a Postgres: statements that are on their way together are one trip. */
export function countRoundTrips(): { count(): number } {
  const before = trips
  watch()
  return { count: () => trips - before }
}

let watched = false

function watch(): void {
  if (watched) return
  watched = true
  const underWay = new WeakMap<object, number>()
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown
  function counted(this: object, ...args: unknown[]): unknown {
    const open = underWay.get(this) ?? 0
    if (open === 0) trips += 1
    const answer = query.apply(this, args)
    // Whoever gives a callback waits for one statement at a time.
    if (!(answer instanceof Promise)) return answer
    underWay.set(this, open + 1)
    const end = () => underWay.set(this, underWay.get(this)! - 1)
    answer.then(end, end)
    return answer
  }
  Object.assign(pg.Client.prototype, { query: counted })
}
