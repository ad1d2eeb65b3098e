import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { missingReference } from './missing-reference.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'references-'))
  await mkdir(join(directory, '.git'))
  await writeFile(join(directory, '.git', 'config'), 'x\n')
  await writeFile(join(directory, 'three.txt'), 'one\ntwo\nthree\n')
  await symlink('/etc/passwd', join(directory, 'link'))
})
afterAll(() => rm(directory, { recursive: true }))

test.each([
  [{ path: 'three.txt', line: 1 }, null],
  [{ path: 'three.txt', line: 3 }, null],
  [{ path: 'three.txt', line: 1, endLine: 3 }, null],
  [{ path: 'three.txt', line: 4 }, 'three.txt has 3 lines, so there is no line 4.'],
  [{ path: 'three.txt', line: 2, endLine: 1 }, 'three.txt:2-1 ends before it begins.'],
  [{ path: 'none.txt', line: 1 }, 'There is no file none.txt in the repository.'],
  [{ path: 'link', line: 1 }, 'There is no file link in the repository.'],
  [{ path: '../../etc/passwd', line: 1 }, 'There is no file ../../etc/passwd in the repository.'],
  [{ path: '.git/config', line: 1 }, 'There is no file .git/config in the repository.'],
  [{ path: '.', line: 1 }, 'There is no file . in the repository.'],
])('%j', async (reference, missing) => {
  expect(await missingReference(directory, [reference])).toBe(missing)
})
