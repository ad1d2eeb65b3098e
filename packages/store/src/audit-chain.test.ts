import { appendFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { appendHead, readAuditKey, readHeads, readLastHead } from './audit-chain.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pm-bot-audit-'))
})
afterEach(() => rm(directory, { recursive: true }))
const files = () => ({ keyFile: join(directory, 'audit.key'), headsFile: join(directory, 'audit_heads') })

describe('the audit key', () => {
  test('is the same for all who start at once, and whole for each', async () => {
    const keys = await Promise.all(Array.from({ length: 30 }, () => readAuditKey(files())))
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1)
    expect(keys[0]).toHaveLength(32)
    expect(await readdir(directory)).toEqual(['audit.key'])
  })

  test.each(['', 'abc', `${'0'.repeat(63)}\n`, 'z'.repeat(64)])(
    'is refused when its file holds %j',
    async (text) => {
      await writeFile(files().keyFile, text)
      await expect(readAuditKey(files())).rejects.toThrow('does not hold an audit key')
    },
  )
})

describe('the heads on file', () => {
  const head = (sealNo: number) => ({ sealNo, hash: String(sealNo).repeat(64).slice(0, 64) })

  test('survive a torn last line', async () => {
    await appendHead(files(), head(1))
    await appendFile(files().headsFile, '21 2222')
    expect(await readLastHead(files())).toEqual(head(1))
    await appendHead(files(), head(2))
    expect(await readHeads(files())).toEqual([head(1), head(2)])
    expect(await readLastHead(files())).toEqual(head(2))
  })

  test('make a missing key a loss, and not a first start', async () => {
    await appendHead(files(), head(1))
    await expect(readAuditKey(files())).rejects.toThrow('is missing; restore it from a backup')
  })
})
