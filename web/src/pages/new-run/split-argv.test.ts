import { describe, expect, test } from 'vitest'
import { lineOf } from '../../ui/line-of.ts'
import { shellWords, splitArgv } from './split-argv.ts'

describe('splitArgv', () => {
  test.each([
    ['npm test', ['npm', 'test']],
    ['  a \t b\n', ['a', 'b']],
    [`sh -c 'echo "hi there"'`, ['sh', '-c', 'echo "hi there"']],
    [`"a \\"b\\" \\n" c`, ['a "b" \\n', 'c']],
    [`one\\ word --flag="x y"z`, ['one word', '--flag=x yz']],
    [`'' ""`, ['', '']],
    [`echo $HOME *.ts`, ['echo', '$HOME', '*.ts']],
    ['', []],
  ])('%j', (line, argv) => expect(splitArgv(line)).toEqual({ argv }))

  test('says what is wrong with a line', () => {
    expect(splitArgv(`say "hi`)).toEqual({ problem: 'A quote (") is opened and never closed.' })
    expect(splitArgv('end\\')).toHaveProperty('problem')
  })

  test('reads back what lineOf writes', () => {
    const argv = ['sh', '-c', `echo 'it''s' "x" \\ $y`, '', "it's", 'ünï']
    expect(splitArgv(lineOf(argv))).toEqual({ argv })
  })
})

test('finds arguments that only a shell would understand', () => {
  expect(shellWords(['a', '&&', 'b', '|', 'c', '>', 'x|y', '2>'])).toEqual(['&&', '|', '>', '2>'])
})
