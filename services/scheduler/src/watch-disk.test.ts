import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSettings } from '@pm-bot/domain'
import { openArtifactStore } from '@pm-bot/files'
import { openInstance } from '@pm-bot/instance'
import { onChanged } from '@pm-bot/store'
import { expect, onTestFinished, test } from 'vitest'
import { watchDisk } from './watch-disk.ts'

test('open pages are told when the disk fills up, and when it has room again', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'pm-bot-disk-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const settings = readSettings({ PMBOT_DATA_DIR: directory, PMBOT_LOG_LEVEL: 'silent' })
  const { store, logger, close } = await openInstance(settings, { name: 'disk test' })
  onTestFinished(close)
  let bavail = 50
  let looks = 0
  const artifacts = openArtifactStore({
    dataDirectory: directory,
    async statfs() {
      looks += 1
      return { bsize: 1, blocks: 100, bfree: bavail, bavail }
    },
  })
  let told = 0
  onTestFinished(
    onChanged(store.database, ({ topic }) => {
      if (topic === 'instance') told += 1
    }),
  )
  const watch = watchDisk({ store, artifacts, logger, onError: () => {}, pollMs: 5 })
  onTestFinished(() => watch.stop())

  const lookTwice = async () => {
    const before = looks
    await expect.poll(() => looks).toBeGreaterThan(before + 1)
  }
  await lookTwice()
  expect(told).toBe(0)
  for (const [free, times] of [
    [15, 1],
    [10, 1],
    [5, 2],
    [50, 3],
  ] as const) {
    bavail = free
    await lookTwice()
    await expect.poll(() => told).toBe(times)
  }
})
