import { expect, test } from 'vitest'
import { commandsAsTyped, commandsOf } from './commands-of.ts'

test('each line is a command, and empty ones are none', () => {
  const commands = [
    ['npm', 'test'],
    ['sh', '-c', 'a b'],
  ]
  expect(commandsOf(`npm test\n\n sh -c 'a b' `)).toEqual({ commands })
  expect(commandsOf(commandsAsTyped(commands))).toEqual({ commands })
  expect(commandsOf('ok\nsay "hi')).toEqual({ problem: expect.stringMatching(/^Line 2: A quote/) })
  expect(commandsAsTyped(undefined)).toBe('')
})
