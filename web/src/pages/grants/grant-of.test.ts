import { expect, test } from 'vitest'
import { grantOf, newGrant, type TypedGrant } from './grant-of.ts'

const NOW = Date.parse('2027-01-10T12:00:00Z')
const args = [
  { name: 'argv', label: 'Command', kind: 'words' as const },
  { name: 'path', label: 'Path', kind: 'text' as const },
]
const empty: TypedGrant = { tool: 'run', where: {}, repoId: '', uses: '', untilDay: '', coversTainted: false }

test('an empty form is any call of the tool, until it is revoked', () => {
  expect(grantOf(empty, args, NOW)).toEqual({ body: { tool: 'run' } })
})

test('what is filled in narrows it', () => {
  const typed = {
    ...empty,
    where: { argv: 'npm test **' },
    repoId: 'r1',
    uses: '20',
    untilDay: '2027-01-17',
    coversTainted: true,
  }
  expect(grantOf(typed, args, NOW)).toEqual({
    body: {
      tool: 'run',
      where: { argv: ['npm', 'test', '**'] },
      repoId: 'r1',
      uses: 20,
      until: new Date('2027-01-17T23:59:59').toISOString(),
      coversTainted: true,
    },
  })
})

test.each([
  [{ uses: '0' }, /whole number/],
  [{ uses: 'many' }, /whole number/],
  [{ untilDay: '2027-01-09' }, /not over/],
  [{ where: { argv: `'` } }, /never closed/],
])('%j is not sent', (more, problem) => {
  expect(grantOf({ ...empty, ...more }, args, NOW)).toEqual({ problem: expect.stringMatching(problem) })
})

test('a suggestion fills the form in, and what is sent of it is just as narrow', () => {
  const suggested = { tool: 'run', where: { argv: ['npm', 'run', 'a b', '\\*'] }, repoId: 'r1' }
  expect(newGrant()).toEqual({ ...empty, tool: '' })
  expect(grantOf(newGrant(suggested), args, NOW)).toEqual({ body: suggested })
  expect(grantOf(newGrant({ ...suggested, where: null }), args, NOW)).toEqual({
    body: { tool: 'run', repoId: 'r1' },
  })
})

test('a pattern for an argument that no field shows is not dropped in silence', () => {
  const typed = { ...empty, where: { argv: 'npm test', branch: 'main' } }
  expect(grantOf(typed, args, NOW)).toEqual({ problem: expect.stringContaining('“branch”') })
  expect(grantOf({ ...typed, where: { argv: 'npm test', branch: ' ' } }, args, NOW)).toMatchObject({
    body: {},
  })
})
