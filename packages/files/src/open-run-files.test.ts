import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ArtifactCorruptError, newId, sha256Hex } from '@pm-bot/domain'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openRunFiles } from './index.ts'

const RUN = newId()
const HASH = sha256Hex('x')
const NOTHING = { uris: new Set<string>(), blobs: new Set<string>() }

let dataDirectory: string
beforeEach(() => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'pm-bot-run-files-'))
})
afterEach(() => rmSync(dataDirectory, { recursive: true, force: true }))

const files = () => openRunFiles({ dataDirectory })
const make = (...path: string[]) => {
  const whole = join(dataDirectory, ...path)
  mkdirSync(dirname(whole), { recursive: true })
  writeFileSync(whole, 'x')
  return whole
}

describe('directories of attempts', () => {
  test('are listed by run and token; what is none is not', async () => {
    const token = newId()
    make('attempts', RUN, token, 'clone', 'file')
    make('attempts', RUN, 'notes', 'file')
    make('attempts', RUN, newId())
    make('attempts', '.hidden', newId(), 'file')

    expect(await files().listAttempts()).toEqual([{ runId: RUN, token }])
    expect(await files().listAttemptRooms()).toEqual([RUN])
  })

  test('are none where there is no such place', async () => {
    expect(await files().listAttempts()).toEqual([])
    expect(await files().listAttemptRooms()).toEqual([])
  })

  test('behind a link are not followed', async () => {
    const elsewhere = make('elsewhere', newId(), 'file')
    mkdirSync(join(dataDirectory, 'attempts'))
    symlinkSync(join(dataDirectory, 'elsewhere'), join(dataDirectory, 'attempts', RUN))

    expect(await files().listAttempts()).toEqual([])
    expect(existsSync(elsewhere)).toBe(true)
  })

  test('are removed with read-only trees inside, again and again', async () => {
    const token = newId()
    const file = make('attempts', RUN, token, 'cache', 'mod', 'file')
    await chmod(dirname(file), 0o555)

    await files().removeAttempt({ runId: RUN, token })
    await files().removeAttempt({ runId: RUN, token })
    expect(existsSync(join(dataDirectory, 'attempts', RUN, token))).toBe(false)
  })

  test('leave a room that is removed once it is empty', async () => {
    const kept = make('attempts', RUN, newId(), 'file')
    await files().removeAttemptRoom(RUN)
    expect(existsSync(kept)).toBe(true)

    rmSync(dirname(kept), { recursive: true })
    await files().removeAttemptRoom(RUN)
    await files().removeAttemptRoom(RUN)
    expect(existsSync(join(dataDirectory, 'attempts', RUN))).toBe(false)
  })
})

describe('files among artifacts', () => {
  test('go unless they are named', async () => {
    const named = make('artifacts', RUN, `${HASH}.txt`)
    const blob = make('artifacts', RUN, 'blobs', HASH)
    const others = [make('artifacts', RUN, HASH), make('artifacts', RUN, 'blobs', sha256Hex('y'))]
    const uris = new Set([`artifacts/${RUN}/${HASH}.txt`])

    expect(await files().removeUnnamed(RUN, { uris, blobs: new Set([HASH]) })).toBe(2)
    for (const path of others) expect(existsSync(path)).toBe(false)
    for (const path of [named, blob]) expect(existsSync(path)).toBe(true)
  })

  test('stay when nobody knows which of them are needed', async () => {
    const blob = make('artifacts', RUN, 'blobs', HASH)
    expect(await files().removeUnnamed(RUN, { ...NOTHING, blobs: 'all' })).toBe(0)
    expect(existsSync(blob)).toBe(true)
  })

  test('of a run that left none are none', async () => {
    expect(await files().removeUnnamed(RUN, NOTHING)).toBe(0)
  })

  test('behind a link stay', async () => {
    const elsewhere = make('elsewhere', 'file')
    mkdirSync(join(dataDirectory, 'artifacts'))
    symlinkSync(join(dataDirectory, 'elsewhere'), join(dataDirectory, 'artifacts', RUN))

    await expect(files().removeUnnamed(RUN, NOTHING)).rejects.toThrow(ArtifactCorruptError)
    expect(existsSync(elsewhere)).toBe(true)
  })

  test('are removed one by one; one that is gone is fine, one outside is refused', async () => {
    const path = make('artifacts', RUN, `${HASH}.txt`)
    const uri = `artifacts/${RUN}/${HASH}.txt`
    await files().removeArtifact(uri)
    await files().removeArtifact(uri)
    await files().removeArtifact(`artifacts/${newId()}/${HASH}.txt`)
    expect(existsSync(path)).toBe(false)
    await expect(files().removeArtifact(`artifacts/../${HASH}`)).rejects.toThrow(ArtifactCorruptError)
  })
})
