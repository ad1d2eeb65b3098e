import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ArtifactCorruptError, DiskFullError, sha256Hex } from '@pm-bot/domain'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openArtifactStore } from './index.ts'

const RUN = '01970000-0000-7000-8000-000000000001'
const BYTES = Buffer.from([0, 255, 13, 10, 128])
const HASH = sha256Hex(BYTES)

let dataDirectory: string
beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'pm-bot-files-'))
})
afterEach(() => rm(dataDirectory, { recursive: true, force: true }))

const open = () => openArtifactStore({ dataDirectory })
const put = (bytes: Uint8Array = BYTES, contentType = 'application/json', runId = RUN) =>
  open().put({ runId, kind: 'log', title: 'Log', contentType, bytes })

describe('what is stored', () => {
  test('comes back, and is described by its reference', async () => {
    const ref = await put()

    expect(ref).toMatchObject({ kind: 'log', title: 'Log', hash: HASH, sizeBytes: 5 })
    expect(ref.uri).toBe(`artifacts/${RUN}/${HASH}.json`)
    expect(Buffer.from(await open().read(ref))).toEqual(BYTES)
    expect(await readFile(join(dataDirectory, ref.uri))).toEqual(BYTES)
  })

  test('has the same uri when stored twice, also at the same time', async () => {
    const refs = await Promise.all([put(), put(), put()])

    expect(new Set(refs.map((ref) => ref.uri)).size).toBe(1)
    expect(new Set(refs.map((ref) => ref.artifactId)).size).toBe(3)
  })

  test('leaves no temporary file', async () => {
    await Promise.all([put(), put(Buffer.from('other'))])
    const names = await readdir(join(dataDirectory, 'artifacts', RUN))

    expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([])
    expect(names).toHaveLength(2)
  })

  test.each([
    ['text/x-diff', '.diff'],
    ['text/plain; charset=utf-8', '.txt'],
    ['application/octet-stream', ''],
  ])('of type %s is called …%s', async (contentType, extension) => {
    expect((await put(BYTES, contentType)).uri).toBe(`artifacts/${RUN}/${HASH}${extension}`)
  })

  test('may be empty', async () => {
    const ref = await put(new Uint8Array())
    expect(await open().read(ref)).toHaveLength(0)
  })

  test('may be a blob, found by its hash alone', async () => {
    expect(await open().putBlob(RUN, BYTES)).toBe(HASH)
    expect(Buffer.from(await open().readBlob(RUN, HASH))).toEqual(BYTES)
    expect(await readdir(join(dataDirectory, 'artifacts', RUN, 'blobs'))).toEqual([HASH])
  })

  test('may lie on another disk', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'pm-bot-disk-'))
    await symlink(elsewhere, join(dataDirectory, 'artifacts'))

    expect(Buffer.from(await open().read(await put()))).toEqual(BYTES)
    expect(await readdir(elsewhere)).toEqual([RUN])
    await rm(elsewhere, { recursive: true })
  })
})

describe('what is never served', () => {
  test.each([
    ['changed', (path: string) => writeFile(path, Buffer.from([0, 255, 13, 10, 129]))],
    ['truncated', (path: string) => truncate(path, 2)],
    ['missing', (path: string) => rm(path)],
  ])('bytes that were %s', async (_, tamper) => {
    const ref = await put()
    await open().putBlob(RUN, BYTES)
    await tamper(join(dataDirectory, ref.uri))
    await tamper(join(dataDirectory, 'artifacts', RUN, 'blobs', HASH))

    await expect(open().read(ref)).rejects.toThrow(ArtifactCorruptError)
    await expect(open().read(ref)).rejects.toThrow(/Restore it from a backup\.$/)
    await expect(open().readBlob(RUN, HASH)).rejects.toThrow(ArtifactCorruptError)
  })

  test('a file behind a link, even with the right bytes', async () => {
    const ref = await put()
    const path = join(dataDirectory, ref.uri)
    await rename(path, join(dataDirectory, 'moved'))
    await symlink(join(dataDirectory, 'moved'), path)

    await expect(open().read(ref)).rejects.toThrow(/symbolic link/)
  })

  test('a run behind a link, for reading and for writing', async () => {
    const ref = await put()
    const run = join(dataDirectory, 'artifacts', RUN)
    await rename(run, join(dataDirectory, 'moved'))
    await symlink(join(dataDirectory, 'moved'), run)

    await expect(open().read(ref)).rejects.toThrow(/symbolic link/)
    await expect(put(Buffer.from('more'))).rejects.toThrow(/symbolic link/)
    expect(await readdir(join(dataDirectory, 'moved'))).toEqual([`${HASH}.json`])
  })

  test('a directory in the place of a file', async () => {
    const ref = await put()
    await rm(join(dataDirectory, ref.uri))
    await mkdir(join(dataDirectory, ref.uri))

    await expect(open().read(ref)).rejects.toThrow(ArtifactCorruptError)
  })

  test.each([
    `artifacts/../${RUN}/${HASH}`,
    `artifacts/${RUN}/../${HASH}`,
    `/artifacts/${RUN}/${HASH}`,
    `artifacts/${RUN}/${HASH}/`,
    `artifacts\\${RUN}\\${HASH}`,
    `artifacts/${RUN}/${HASH}\0`,
    `artifacts/${RUN}/${HASH}\n`,
    `checkpoints/${RUN}/${HASH}`,
    '',
  ])('what the uri %j names', async (uri) => {
    await put(BYTES, 'application/octet-stream')
    await expect(open().read({ uri, hash: HASH })).rejects.toThrow(/is not the address of an artifact/)
  })
})

test.each(['', '.', '..', 'a/b', '../x', 'a\0', '-rf', '.hidden'])('refuses the run id %j', async (runId) => {
  await expect(put(BYTES, 'text/plain', runId)).rejects.toThrow(/cannot be a run's id/)
  await expect(open().putBlob(runId, BYTES)).rejects.toThrow(TypeError)
  await expect(open().readBlob(runId, HASH)).rejects.toThrow(TypeError)
})

test('refuses a blob hash that is a path', async () => {
  await expect(open().readBlob(RUN, '../../secret')).rejects.toThrow(ArtifactCorruptError)
})

test('heals a corrupt file when its bytes are stored again', async () => {
  const ref = await put()
  await writeFile(join(dataDirectory, ref.uri), 'rotten')

  expect((await put()).uri).toBe(ref.uri)
  expect(Buffer.from(await open().read(ref))).toEqual(BYTES)
})

describe('on a full disk', () => {
  // 1,000 blocks, of which 50 are root's: 903 of the 950 others are 95 %.
  const disk = (bavail: number) => async () => ({ bsize: 4096, blocks: 1000, bfree: bavail + 50, bavail })
  const openOn = (bavail: number) => openArtifactStore({ dataDirectory, statfs: disk(bavail) })
  const log = { runId: RUN, kind: 'log', title: 'Log', contentType: 'text/plain' } as const

  test('nothing new is stored from 95 % on, and the refusal says what to do', async () => {
    await openOn(48).put({ ...log, bytes: BYTES })

    await expect(openOn(47).put({ ...log, bytes: Buffer.from('new') })).rejects.toThrow(DiskFullError)
    await expect(openOn(0).putBlob(RUN, Buffer.from('new'))).rejects.toThrow(/100 % full.*Make room/)
    expect(await readdir(join(dataDirectory, 'artifacts', RUN))).toEqual([`${HASH}.txt`, 'blobs'].sort())
    expect(await readdir(join(dataDirectory, 'artifacts', RUN, 'blobs'))).toEqual([])
  })

  test('what is there is read, and stored again', async () => {
    const ref = await openOn(500).put({ ...log, bytes: BYTES })

    expect(Buffer.from(await openOn(0).read(ref))).toEqual(BYTES)
    expect((await openOn(0).put({ ...log, bytes: BYTES })).uri).toBe(ref.uri)
  })

  test('room is counted as df does', async () => {
    expect(await openOn(475).diskSpace()).toEqual({ usedPercent: 50, freeBytes: 475 * 4096 })
    const statfs = (path: string) => disk(path.endsWith('artifacts') ? 95 : 475)()
    await put()
    expect((await openArtifactStore({ dataDirectory, statfs }).diskSpace()).usedPercent).toBe(90)
    expect((await open().diskSpace()).freeBytes).toBeGreaterThan(0)
  })
})
