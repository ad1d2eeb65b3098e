import { expect, test } from 'vitest'
import { assertDiskHasRoom, DiskFullError, diskWarnings } from './disk-space.ts'

const space = (usedPercent: number) => ({ usedPercent, freeBytes: 3_210_000_000 })
const codes = (usedPercent: number) => diskWarnings(space(usedPercent)).map(({ code }) => code)

test.each([
  [0, []],
  [84.99, []],
  [85, ['disk_filling']],
  [94.99, ['disk_filling']],
  [95, ['disk_full']],
  [100, ['disk_full']],
])('at %d %% the operator is told %j', (usedPercent, expected) => {
  expect(codes(usedPercent)).toEqual(expected)
})

test('a warning says how bad it is and what to do', () => {
  const [warning] = diskWarnings(space(91.7))
  expect(warning?.message).toBe('The disk with the data directory is 91 % full; 3.2 GB are left.')
  expect(warning?.action).toMatch(/^Make room on that disk/)
})

test('a disk has room for another file below 95 %', () => {
  expect(() => assertDiskHasRoom(space(94.9))).not.toThrow()
  expect(() => assertDiskHasRoom(space(95))).toThrow(DiskFullError)
  expect(() => assertDiskHasRoom(space(97.3))).toThrow(/is 97 % full.*Make room/)
})
