import { expect, test } from 'vitest'
import { gatherReads, shareReads } from './gather-reads.ts'

test('who asks at once is answered by one read, and what is not there is undefined', async () => {
  const { read, reads } = fakeRows({ a: 1, b: 2 })
  const lookUp = gatherReads(read)
  expect(await Promise.all([lookUp('a'), lookUp('b'), lookUp('a'), lookUp('c')])).toEqual([
    1,
    2,
    1,
    undefined,
  ])
  expect(reads).toEqual([['a', 'b', 'c']])
})

test('who asks while a read is under way is answered by a later one', async () => {
  const { rows, read, reads, hold } = fakeRows({ a: 1 })
  const lookUp = gatherReads(read)
  const goOn = hold()
  const early = lookUp('a')
  await Promise.resolve()
  await Promise.resolve()
  rows.a = 2
  const late = [lookUp('a'), lookUp('a')]
  goOn()
  expect(await early).toBe(1)
  expect(await Promise.all(late)).toEqual([2, 2])
  expect(reads).toHaveLength(2)
})

test('a read that fails fails for those who waited for it, and the next one is tried', async () => {
  let away = true
  const lookUp = gatherReads(async (keys: readonly string[]) => {
    if (away) throw new Error('away')
    return new Map(keys.map((key) => [key, 1]))
  })
  await expect(lookUp('a')).rejects.toThrow('away')
  away = false
  expect(await lookUp('a')).toBe(1)
})

test('the same key shares, and never what was read before it asked', async () => {
  const share = shareReads<number>()
  let value = 1
  let reads = 0
  const gate = Promise.withResolvers<void>()
  const read = async () => {
    reads += 1
    const found = value
    await gate.promise
    return found
  }
  const early = share('a', read)
  value = 2
  const late = [share('a', read), share('a', read)]
  const other = share('b', read)
  gate.resolve()
  expect(await early).toBe(1)
  expect(await Promise.all([...late, other])).toEqual([2, 2, 2])
  expect(reads).toBe(3)
})

test('a shared read that fails leaves nothing behind', async () => {
  const share = shareReads<number>()
  const away = async (): Promise<number> => {
    throw new Error('away')
  }
  const results = await Promise.allSettled([share('a', away), share('a', away), share('a', away)])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(await share('a', async () => 1)).toBe(1)
})

function fakeRows(rows: Record<string, number>) {
  const reads: (readonly string[])[] = []
  let gate = Promise.resolve()
  return {
    rows,
    reads,
    async read(keys: readonly string[]) {
      reads.push(keys)
      const found = new Map(keys.filter((key) => key in rows).map((key) => [key, rows[key]!]))
      await gate
      return found
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>()
      gate = promise
      return resolve
    },
  }
}
