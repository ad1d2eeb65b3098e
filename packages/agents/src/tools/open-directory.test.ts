import { mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDirectory } from './open-directory.ts'
import { toolBench } from './tool-bench.fixture.ts'

test('a directory that is swapped for a link while it is open stays the one it was', async () => {
  const { workDirectory, outside } = toolBench({ 'd/e/a': 'x' })
  const directory = await openDirectory(workDirectory, ['d', 'e'])
  renameSync(join(workDirectory, 'd'), join(workDirectory, 'moved'))
  symlinkSync(outside, join(workDirectory, 'd'))
  mkdirSync(join(outside, 'e'))

  // Elsewhere than on Linux a directory is known by its name alone.
  if (process.platform === 'linux') writeFileSync(join(directory.at, 'written'), 'x')
  await directory.close()
  expect(readdirSync(join(outside, 'e'))).toEqual([])
  const written = process.platform === 'linux' ? ['a', 'written'] : ['a']
  expect(readdirSync(join(workDirectory, 'moved/e'))).toEqual(written)
})

test('no descriptor stays open, however the way ends', async () => {
  const { workDirectory, put } = toolBench({ 'd/a': 'x' })
  put({ link: { link: 'd' } })
  const open = () => (process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0)
  const before = open()
  for (let times = 0; times < 20; times += 1) {
    for (const names of [['d', 'gone'], ['link'], ['d', 'a', 'b']]) {
      await expect(openDirectory(workDirectory, names)).rejects.toThrow()
    }
    await (await openDirectory(workDirectory, ['d'])).close()
  }
  expect(open()).toBeLessThan(before + 10)
})
