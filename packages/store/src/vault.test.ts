import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openVault, SealBrokenError } from './vault.ts'

const directory = mkdtempSync(join(tmpdir(), 'pm-bot-vault-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))
const file = (name: string) => join(directory, name)

test('what is sealed is opened by whoever has the key, also in another process', async () => {
  const sealed = await openVault(file('one')).seal('pä$$word', 'owner')
  expect(sealed).not.toContain('word')
  expect(await openVault(file('one')).open(sealed, 'owner')).toBe('pä$$word')
  expect(statSync(file('one')).mode & 0o777).toBe(0o600)
  expect(await openVault(file('one')).seal('pä$$word', 'owner')).not.toBe(sealed)
})

test('not for another owner, not with another key, and not when a bit of it was changed', async () => {
  const vault = openVault(file('two'))
  const sealed = await vault.seal('password', 'owner')
  await expect(vault.open(sealed, 'other')).rejects.toThrow(SealBrokenError)
  await expect(openVault(file('three')).open(sealed, 'owner')).rejects.toThrow(SealBrokenError)
  await expect(vault.open('', 'owner')).rejects.toThrow(SealBrokenError)
  const bytes = Buffer.from(sealed, 'base64url')
  bytes[bytes.length - 1]! ^= 1
  await expect(vault.open(bytes.toString('base64url'), 'owner')).rejects.toThrow(SealBrokenError)
})

test('eight that need the key first make one', async () => {
  const vaults = Array.from({ length: 8 }, () => openVault(file('raced')))
  const marks = await Promise.all(vaults.map((vault) => vault.fingerprint('x')))
  expect(new Set(marks).size).toBe(1)
})

test('a cut key is no key', async () => {
  await openVault(file('cut')).seal('x', 'owner')
  writeFileSync(file('cut'), readFileSync(file('cut'), 'utf8').slice(0, 10))
  await expect(openVault(file('cut')).seal('x', 'owner')).rejects.toThrow(/restore it from a backup/)
})
