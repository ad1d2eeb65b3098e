import { expect, test } from 'vitest'
import { countTests } from './count-tests.ts'

const file = (status: string, ...statuses: string[]) => ({
  name: 'a.test.ts',
  status,
  assertionResults: statuses.map((each, at) => ({ fullName: `test ${at}`, status: each })),
})

test('counts tests and names those that did not run', () => {
  const report = {
    testResults: [file('passed', 'passed', 'skipped', 'todo'), file('failed', 'passed', 'failed')],
  }
  expect(countTests(report)).toEqual({
    passed: 2,
    failed: 1,
    skipped: ['a.test.ts: test 1', 'a.test.ts: test 2'],
  })
})

test('a file that could not be loaded is a failure', () => {
  expect(countTests({ testResults: [file('failed')] })).toEqual({ passed: 0, failed: 1, skipped: [] })
})

test('no report means that nothing ran', () => {
  expect(countTests(undefined)).toEqual({ passed: 0, failed: 0, skipped: [] })
})
