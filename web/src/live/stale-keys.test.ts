import { expect, test } from 'vitest'
import { staleKeys } from './stale-keys.ts'

test('a run that changed makes the list, what was found, itself, its timeline and the lists of its jobs stale, and no other run', () => {
  expect(staleKeys('runs', 'r1')).toEqual([
    ['setup'],
    ['runs', 'list'],
    ['search'],
    ['runs', 'r1'],
    ['run-events', 'r1'],
    ['run-work', 'r1'],
    ['queues', 'runs', 'jobs'],
    ['queues', 'publish', 'jobs'],
  ])
})

test('a queue makes itself stale and no other, without a name it is the mailboxes', () => {
  expect(staleKeys('queues', 'runs')).toContainEqual(['queues', 'runs'])
  expect(staleKeys('queues', '')).toEqual([['mailboxes']])
  expect(staleKeys('queue-samples', '')).toEqual([['queue-history']])
})

test('a repository makes the list and itself stale, and no other', () => {
  const keys = staleKeys('repos', 'r1')
  expect(keys).toContainEqual(['repos', 'list'])
  expect(keys).toContainEqual(['repos', 'objects', 'r1'])
  expect(keys).not.toContainEqual(['repos'])
})

test('what is spent makes budgets, prices, the spending of runs and the steps of the setup stale', () => {
  expect(staleKeys('budgets', 'r1')).toEqual([['budgets'], ['prices'], ['run-spend'], ['setup']])
})

test('a template that changes makes its schedules stale, which say its name', () => {
  expect(staleKeys('run-templates', 't1')).toEqual([['run-templates'], ['schedules']])
  expect(staleKeys('schedules', 's1')).toEqual([['schedules']])
  expect(staleKeys('grants', 'w1')).toEqual([['grants']])
})
