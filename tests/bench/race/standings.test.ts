import { describe, expect, test } from 'vitest'
import type { Entrant } from './entrants.ts'
import { figure, judge, type Race, standingsOf, tableOf } from './standings.ts'

const RATE: Race = { title: 'Messages', unit: 'messages a second', better: 'more' }
const LATENCY: Race = { title: 'Wake', unit: 'ms', better: 'less' }

const entrant = (name: string, kind: Entrant['kind']) => ({ name, kind }) as Entrant
const result = (name: string, kind: Entrant['kind'], rounds: number[]) => ({
  entrant: entrant(name, kind),
  rounds,
})

describe('standings', () => {
  const standings = standingsOf([
    result('pm-bot', 'ours', [900, 1000, 5000]),
    result('slow', 'peer', [100, 90, 110]),
    result('fast', 'peer', [500, 400, 450]),
    { ...result('absent', 'peer', []), dropped: 'the registry is away' },
    result('elsewhere', 'stranger', [9000]),
    result('bare', 'limit', [2000, 2000, 2000]),
  ])

  test('hold our median against the best of each kind', () => {
    const { holds, found } = judge(standings, RATE, [
      { line: 'twice the best peer', against: 'peer', ratio: 2 },
      { line: 'the limit', against: 'limit', ratio: 1 },
    ])
    expect(holds).toEqual({ 'twice the best peer': true, 'the limit': false })
    expect(found).toEqual({
      'twice the best peer': '2.22 × (1,000 messages a second; fast 450)',
      'the limit': '0.50 × (1,000 messages a second; bare 2,000)',
    })
  })

  test('take less for better where time is measured', () => {
    const times = standingsOf([
      result('pm-bot', 'ours', [3]),
      result('a', 'limit', [2.5]),
      result('b', 'limit', [9]),
    ])
    const bars = [1.1, 1.5].map((ratio) => ({ line: `≤ ${ratio} ×`, against: 'limit' as const, ratio }))
    expect(judge(times, LATENCY, bars).holds).toEqual({ '≤ 1.1 ×': false, '≤ 1.5 ×': true })
  })

  test('do not pass when there is nobody to compare with', () => {
    const alone = standingsOf([result('pm-bot', 'ours', [1000])])
    const { holds, found } = judge(alone, RATE, [{ line: 'twice the best peer', against: 'peer', ratio: 2 }])
    expect(holds).toEqual({ 'twice the best peer': false })
    expect(found['twice the best peer']).toContain('not measured')
  })

  test('list everyone, also who could not take part', () => {
    expect(tableOf(standings, RATE).rows).toEqual([
      ['pm-bot', '1,000', '900 – 5,000', ''],
      ['slow', '100', '90.0 – 110', '10.0 ×'],
      ['fast', '450', '400 – 500', '2.22 ×'],
      ['absent', 'not measured', 'the registry is away', ''],
      ['elsewhere', '9,000', '9,000 – 9,000', '0.11 ×'],
      ['bare', '2,000', '2,000 – 2,000', '0.50 ×'],
    ])
  })
})

test('a figure has three digits', () => {
  expect([117_000.4, 99.95, 12.345, 2.1].map(figure)).toEqual(['117,000', '100.0', '12.3', '2.10'])
  expect([0, 0.000_654].map(figure)).toEqual(['0.00', '0.00065'])
})
