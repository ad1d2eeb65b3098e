import { expect, test } from 'vitest'
import { type ChartLine, highest, tableOf, withGaps } from './chart-line.ts'

const line = (...values: (number | null)[]): ChartLine => ({ label: 'Waiting', color: 'blue', values })

test('a line breaks where nothing was measured', () => {
  expect(withGaps({ times: [10, 20, 30, 90, 100], lines: [line(1, 2, 3, 4, 5)] })).toEqual({
    times: [10, 20, 30, 40, 90, 100],
    lines: [line(1, 2, 3, null, 4, 5)],
  })
})

test('one sample that is late is no gap', () => {
  const data = { times: [10, 20, 35], lines: [line(1, 2, 3)] }
  expect(withGaps(data)).toEqual(data)
})

test('nothing and a single sample stay as they are', () => {
  expect(withGaps({ times: [], lines: [line()] }).times).toEqual([])
  expect(withGaps({ times: [10], lines: [line(1)] }).times).toEqual([10])
})

test('a table has the highest value of each stretch', () => {
  expect(tableOf({ times: [1, 2, 3, 4, 5], lines: [line(1, 9, 2, null, null)] }, 3)).toEqual([
    { time: 2, values: [9] },
    { time: 4, values: [2] },
    { time: 5, values: [null] },
  ])
})

test('the highest of nothing is nothing', () => {
  expect([highest([]), highest([null]), highest([0, null, 2])]).toEqual([null, null, 2])
})
