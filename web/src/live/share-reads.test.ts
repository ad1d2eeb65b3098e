import { expect, onTestFinished, test, vi } from 'vitest'
import { type ReadAnswer, shareReads } from './share-reads.ts'

const ok = (body: string): ReadAnswer => ({ status: 200, statusText: 'OK', body })

function openReads(answers: (() => Promise<ReadAnswer>)[]) {
  const read = vi.fn(() => answers.shift()!())
  return { read, shared: shareReads(read) }
}

test('tabs that want the same get one answer, also those that come late', async () => {
  const { read, shared } = openReads([async () => ok('1')])
  const both = await Promise.all([shared.read('/a'), shared.read('/a')])
  expect([...both, await shared.read('/a')].map(({ body }) => body)).toEqual(['1', '1', '1'])
  expect(read).toHaveBeenCalledExactlyOnceWith('/a')
})

test('whoever asks after a change gets no answer that was on its way before', async () => {
  const slow = Promise.withResolvers<ReadAnswer>()
  const { shared } = openReads([() => slow.promise, async () => ok('new')])
  const early = shared.read('/a')
  shared.forget()
  const late = shared.read('/a')
  slow.resolve(ok('old'))
  expect((await early).body).toBe('old')
  expect((await late).body).toBe('new')
  expect((await shared.read('/a')).body).toBe('new')
})

test('neither a refusal nor a failure serves anybody else', async () => {
  const { shared } = openReads([
    async () => ({ status: 503, statusText: '', body: '' }),
    () => Promise.reject(new Error('cut off')),
    async () => ok('at last'),
  ])
  expect((await shared.read('/a')).status).toBe(503)
  await expect(shared.read('/a')).rejects.toThrow('cut off')
  expect((await shared.read('/a')).body).toBe('at last')
})

test('an answer grows old', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { shared } = openReads([async () => ok('1'), async () => ok('2')])
  await shared.read('/a')
  await vi.advanceTimersByTimeAsync(1001)
  expect((await shared.read('/a')).body).toBe('2')
})
