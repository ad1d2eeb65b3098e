import { expect, test } from 'vitest'
import { withCaseRow } from './case-figures.ts'

const NAMES = ['kills', 'links', 'disks']
const runOf = (name: string, problems: string[] = []) => ({
  name,
  trials: 20,
  seconds: 7,
  figures: { keptBack: 3, kills: { workers: 2, postgres: 1 } },
  problems,
})

test('a run writes its own row, and leaves those of the other cases', () => {
  const first = withCaseRow('', runOf('links'), '2026-01-01', NAMES)
  const second = withCaseRow(first, runOf('kills', ['one was lost', 'two were not']), '2026-01-02', NAMES)
  const rows = second.split('\n').slice(2)
  expect(rows).toHaveLength(2)
  expect(rows[0]).toMatch(
    /^\| kills \| 2026-01-02, .+ \| 20 \| 7 \| kept back 3 · kills workers 2 · postgres 1 \| 2 \|$/,
  )
  expect(rows[1]).toMatch(/^\| links \| 2026-01-01, .+ \| 0 \|$/)
})

test('a later run takes the place of an earlier one, and a case that is no more has no row', () => {
  const before = withCaseRow('', runOf('links', ['one was lost']), '2026-01-01', NAMES)
  const after = withCaseRow(before, runOf('links'), '2026-01-02', NAMES)
  expect(after.split('\n').slice(2)).toEqual([expect.stringMatching(/^\| links \| 2026-01-02, .+ \| 0 \|$/)])
  expect(withCaseRow(after, runOf('disks'), '2026-01-03', ['disks'])).not.toContain('links')
})
