import { mkdtemp, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { emptyCheckpoint, uuid6 } from '@langchain/langgraph-checkpoint'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CheckpointCorruptError } from './checkpoint-file.ts'
import { LeaseLostError } from './checkpoints.ts'
import { collect } from './collect.fixture.ts'
import { fileCheckpoints } from './file-checkpoints.ts'

let directory: string
let corrupt: string[]
let owner: number
/** Called when an attempt was found to own the run, before its file appears. */
let onPassed: () => void
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'file-checkpoints-'))
  corrupt = []
  owner = 1
  onPassed = () => {}
})
afterEach(() => rm(directory, { recursive: true }))

const open = () =>
  fileCheckpoints({
    directory,
    assertLease: async (runId, claimed) => {
      if (claimed !== owner) throw new LeaseLostError({ runId, epoch: claimed })
      onPassed()
    },
    onCorrupt: (error) => corrupt.push(error.file),
  })
const openSaver = (epoch = 1) => open().forAttempt({ runId: 'run', epoch })

const thread = (id: string, namespace = '') => ({
  configurable: { thread_id: id, checkpoint_ns: namespace },
})
const meta = { source: 'loop', step: 0, parents: {} } as const
const checkpointOf = (step: number) => ({
  ...emptyCheckpoint(),
  id: uuid6(step),
  channel_values: { step },
  channel_versions: { step: step + 1 },
})
const file = (name: string, id = 'thread-1') => join(directory, id, name)
const stepAt = async (saver: ReturnType<typeof openSaver>) =>
  (await saver.getTuple(thread('thread-1')))?.checkpoint.channel_values.step

/** Three checkpoints, each with one pending write. */
async function writeThread(saver = openSaver()) {
  let config: Awaited<ReturnType<typeof saver.put>> = thread('thread-1')
  for (const step of [0, 1, 2]) {
    config = await saver.put(config, checkpointOf(step), { ...meta, step }, {})
    await saver.putWrites(config, [['step', step]], 'task')
  }
  return config
}

test('numbers the files of a thread, and another process goes on with them', async () => {
  await writeThread()
  await openSaver().put(thread('thread-1'), checkpointOf(3), meta, {})
  const names = await readdir(join(directory, 'thread-1'))
  expect(names.filter((name) => name.startsWith('checkpoint')).sort()).toEqual(
    [1, 2, 3, 4].map((number) => `checkpoint_${number}.json`),
  )
  expect(names.filter((name) => name.startsWith('writes'))).toHaveLength(3)
  expect(names).toHaveLength(7)
  expect(await stepAt(openSaver())).toBe(3)
})

test.each([
  ['is cut off', (path: string) => truncate(path, 100)],
  ['is empty', (path: string) => truncate(path, 0)],
  [
    'has one changed digit',
    async (path: string) => writeFile(path, (await readFile(path, 'utf8')).replace('"step":2', '"step":7')),
  ],
  ['was another file', (path: string) => rename(file('checkpoint_1.json', 'thread-2'), path)],
])('a newest file that %s is reported and the one before is served', async (_, spoil) => {
  await openSaver().put(thread('thread-2'), checkpointOf(9), meta, {})
  await writeThread()
  await spoil(file('checkpoint_3.json'))

  const tuple = await openSaver().getTuple(thread('thread-1'))
  expect(tuple?.checkpoint.channel_values).toEqual({ step: 1 })
  expect(tuple?.pendingWrites).toEqual([['task', 'step', 1]])
  expect(corrupt).toEqual([file('checkpoint_3.json')])

  // What comes after stands beside the corrupt file, never in its place.
  await openSaver().put(tuple!.config, checkpointOf(3), meta, {})
  expect(await stepAt(openSaver())).toBe(3)
})

test('a thread of which nothing sound is left is not taken for a new one', async () => {
  const last = await writeThread()
  for (const number of [1, 2, 3]) await truncate(file(`checkpoint_${number}.json`), 50)
  await expect(openSaver().getTuple(thread('thread-1'))).rejects.toThrow(CheckpointCorruptError)
  await expect(openSaver().getTuple(last)).rejects.toThrow(file('checkpoint_3.json'))
  expect(await collect(openSaver().list(thread('thread-1')))).toEqual([])
})

test('a corrupt file of pending writes is reported and left out', async () => {
  const config = await writeThread()
  const name = (await readdir(join(directory, 'thread-1'))).find((name) =>
    name.startsWith(`writes_${config.configurable?.checkpoint_id}`),
  )
  await truncate(file(name!), 80)
  const tuple = await openSaver().getTuple(thread('thread-1'))
  expect(tuple).toMatchObject({ checkpoint: { channel_values: { step: 2 } }, pendingWrites: [] })
  expect(corrupt).toEqual([file(name!)])
})

test('a process that dies while it writes leaves nothing that is read', async () => {
  await writeThread()
  await writeFile(file('.0b5c.tmp'), '{"sha256":"')
  expect(await stepAt(openSaver())).toBe(2)
  expect(corrupt).toEqual([])
})

test('an attempt that lost its lease writes nothing', async () => {
  const config = await writeThread()
  const before = await readdir(join(directory, 'thread-1'))
  owner = 2
  const zombie = openSaver(1)
  await expect(zombie.put(config, checkpointOf(3), meta, {})).rejects.toThrow(LeaseLostError)
  await expect(zombie.putWrites(config, [['step', 3]], 'other')).rejects.toThrow(LeaseLostError)
  await expect(zombie.deleteThread('thread-1')).rejects.toThrow(LeaseLostError)
  expect(await readdir(join(directory, 'thread-1'))).toEqual(before)
  await openSaver(2).put(config, checkpointOf(3), meta, {})
  expect(await stepAt(openSaver(2))).toBe(3)
})

/** Adds checkpoints to the thread, each upon the one before, as a graph does. */
async function goOn(
  checkpoints: ReturnType<typeof open>,
  { id, epoch }: { id: string; epoch: number },
  steps: number,
): Promise<void> {
  const saver = checkpoints.forAttempt({ runId: id, epoch })
  let config = (await saver.getTuple(thread(id)))?.config ?? thread(id)
  for (let step = 0; step < steps; step += 1) {
    config = await saver.put(config, { ...checkpointOf(step), id: uuid6(step) }, { ...meta, step: epoch }, {})
    await saver.putWrites(config, [['step', step]], `task of ${epoch}`)
  }
}

test('a zombie and the new owner never mix their histories, in 100 trials', async () => {
  let zombieWrote = 0
  for (let trial = 0; trial < 100; trial += 1) {
    const id = `thread-${trial}`
    owner = 1
    // Taken over at another moment of the zombie's work each time: one of its files is about to appear.
    let passed = 0
    const taken = new Promise<void>((resolve) => {
      onPassed = () => {
        if (passed++ !== trial % 20) return
        owner = 2
        resolve()
      }
    })
    const checkpoints = open()
    const zombie = goOn(checkpoints, { id, epoch: 1 }, Number.POSITIVE_INFINITY).catch(
      (error: unknown) => error,
    )
    await taken
    for (let turn = 0; turn < trial % 7; turn += 1) await new Promise(setImmediate)
    await goOn(checkpoints, { id, epoch: 2 }, 4)
    expect(await zombie).toBeInstanceOf(LeaseLostError)

    const history = await collect(openSaver(2).list(thread(id)))
    const ids = history.map((tuple) => tuple.config.configurable?.checkpoint_id)
    const parents = history.map((tuple) => tuple.parentConfig?.configurable?.checkpoint_id)
    expect(parents, `trial ${trial}`).toEqual([...ids.slice(1), undefined])
    const writers = history.map((tuple) => tuple.metadata?.step)
    expect(writers.slice(0, 4)).toEqual([2, 2, 2, 2])
    expect(writers.slice(4).every((writer) => writer === 1)).toBe(true)
    if (writers.length > 4) zombieWrote += 1
  }
  expect(zombieWrote).toBeGreaterThan(10)
})

test('a task’s ordinary write stays as first written, its answer is replaced', async () => {
  const saver = openSaver()
  const config = await saver.put(thread('thread-1'), checkpointOf(0), meta, {})
  await saver.putWrites(config, [['step', 'first']], 'task')
  await saver.putWrites(config, [['step', 'second']], 'task')
  await saver.putWrites(config, [['__resume__', 'first']], 'task')
  await saver.putWrites(config, [['__resume__', 'second']], 'task')
  const writes = (await saver.getTuple(config))?.pendingWrites
  expect(writes).toEqual([
    ['task', '__resume__', 'second'],
    ['task', 'step', 'first'],
  ])
})

test('writes of tasks at once are all kept, and come in the order of their paths', async () => {
  const saver = openSaver()
  const config = await saver.put(thread('thread-1'), checkpointOf(0), meta, {})
  const tasks = ['c', 'a', 'b', 'd'].map((task, index) => ({ task, path: String(9 - index) }))
  await Promise.all(tasks.map(({ task, path }) => saver.putWrites(config, [['step', task]], task, path)))
  await Promise.all([1, 2, 3].map((step) => saver.put(config, checkpointOf(step), meta, {})))
  const writes = (await saver.getTuple(config))?.pendingWrites
  expect(writes?.map(([task]) => task)).toEqual(['d', 'b', 'a', 'c'])
  expect(await readdir(join(directory, 'thread-1'))).toHaveLength(8)
})

test('a checkpoint put again counts once, as it is now', async () => {
  const saver = openSaver()
  const checkpoint = checkpointOf(0)
  await saver.put(thread('thread-1'), checkpoint, meta, {})
  await saver.put(thread('thread-1'), { ...checkpoint, channel_values: { step: 'again' } }, meta, {})
  const listed = await collect(saver.list(thread('thread-1')))
  expect(listed.map((tuple) => tuple.checkpoint.channel_values)).toEqual([{ step: 'again' }])
})

test('ids that no file system takes are kept apart', async () => {
  const saver = openSaver()
  const ids = ['../escape', 'UPPER', 'upper', 'a/b', 'ü', '.', '..', 'x'.repeat(500), 'nul\u0000']
  for (const id of ids) {
    const config = await saver.put(thread(id, id), { ...checkpointOf(0), channel_values: { id } }, meta, {})
    await saver.putWrites(config, [['step', new Uint8Array([0, 255])]], id)
  }
  for (const id of ids) {
    const tuple = await saver.getTuple(thread(id, id))
    expect(tuple?.checkpoint.channel_values).toEqual({ id })
    expect(tuple?.pendingWrites).toEqual([[id, 'step', new Uint8Array([0, 255])]])
    expect(await saver.getTuple(thread(id))).toBeUndefined()
  }
  expect(await readdir(directory)).toHaveLength(ids.length)
})

test('forgets a thread without a lease, and no other', async () => {
  await writeThread()
  await openSaver().put(thread('thread-2'), checkpointOf(0), meta, {})
  const { forget } = fileCheckpoints({ directory, assertLease: () => Promise.reject(new Error('asked')) })

  await forget('thread-1')
  await forget('thread-1')

  expect(await readdir(directory)).toEqual(['thread-2'])
})
