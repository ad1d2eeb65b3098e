import { expect, test } from 'vitest'
import { modelsOf } from './models-of.ts'

test('models stand once each, first called first; calls of tools have none', () => {
  const calls = [
    { model: 'openai:b', at: '3' },
    { model: null, at: '2' },
    { model: 'openai:a', at: '1' },
    { model: 'openai:b', at: '0' },
  ]
  expect(modelsOf(calls)).toEqual(['openai:b', 'openai:a'])
})
