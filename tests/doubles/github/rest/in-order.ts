interface Dated {
  id: number
  createdAt: number
  updatedAt: number
}

/** By time in whole seconds, which is all that GitHub shows; what is equal by id. */
export function inOrder<T extends Dated>(items: readonly T[], sort: string, direction: string): T[] {
  const key = sort === 'updated' ? 'updatedAt' : 'createdAt'
  const sign = direction === 'asc' ? 1 : -1
  return items.toSorted((a, b) => sign * (seconds(a[key]) - seconds(b[key]) || a.id - b.id))
}

/** What changed at this time or later; everything where none is given. */
export function changedSince<T extends Dated>(items: readonly T[], since: string | null): T[] {
  const from = Date.parse(since ?? '')
  return Number.isNaN(from) ? [...items] : items.filter((item) => seconds(item.updatedAt) * 1000 >= from)
}

const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000)
