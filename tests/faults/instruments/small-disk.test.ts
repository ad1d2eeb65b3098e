import { existsSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { startEmbeddedPostgres } from '../../setup/embedded-postgres.ts'
import { mountSmallDisk } from './small-disk.ts'

test('a small disk can be filled and freed, and is gone at its end', async () => {
  const disk = await mountSmallDisk(4)
  // A machine that does not let us mount has nothing left over.
  if (!disk) return expect(readFileSync('/proc/mounts', 'utf8')).not.toContain('pm-bot-disk-')
  const write = (name: string) => writeFile(join(disk.directory, name), 'x'.repeat(5000))
  await write('before')
  await disk.fill()
  await expect(write('while it is full')).rejects.toThrow(/ENOSPC/)
  await disk.free()
  await write('after')
  await disk.end()
  expect(existsSync(disk.directory)).toBe(false)
})

test('a Postgres on it runs out of room, and goes on when there is some', async () => {
  const disk = await mountSmallDisk(200)
  if (!disk) return expect(readFileSync('/proc/mounts', 'utf8')).not.toContain('pm-bot-disk-')
  onTestFinished(disk.end)
  const postgres = await startEmbeddedPostgres({ dataParent: disk.directory })
  onTestFinished(postgres.stop)
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  onTestFinished(() => client.end())

  await client.query('create table filled (text text)')
  await disk.fill()
  const fillUp = () =>
    client.query("insert into filled select repeat('x', 1000) from generate_series(1, 2000)")
  await expect(fillUp()).rejects.toThrow(/No space left on device/)
  await disk.free()
  await fillUp()
})
