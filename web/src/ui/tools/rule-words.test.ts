import { expect, test } from 'vitest'
import { ruleGroups, whereInWords } from './rule-words.ts'

test('neighbours of one verdict stand together, in the order in which they decide', () => {
  const groups = ruleGroups({
    rules: [
      { tool: 'read_file', verdict: 'allow' },
      { tool: 'git_log', verdict: 'allow' },
      { tool: 'run', where: { argv: ['rm', '**'] }, verdict: 'deny' },
      { tool: 'write_file', verdict: 'allow' },
    ],
  })
  expect(groups.map(({ verdict, rules }) => [verdict, rules.map(({ tool }) => tool)])).toEqual([
    ['allow', ['read_file', 'git_log']],
    ['deny', ['run']],
    ['allow', ['write_file']],
  ])
})

test('a pattern is said as it is written, by argument', () => {
  expect(whereInWords({ argv: ['npm', 'run', '**'], network: 'true', path: 'src/**' })).toEqual([
    { name: 'Command', pattern: 'npm run **' },
    { name: 'Network', pattern: 'true' },
    { name: 'Path', pattern: 'src/**' },
  ])
  expect(whereInWords({ argv: ['sh', '-c', 'a b', ''] })[0]!.pattern).toBe("sh -c 'a b' ''")
  expect(whereInWords(null)).toEqual([])
})
