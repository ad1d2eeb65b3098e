import { expect, test } from 'vitest'
import { missingForModel, parseModelName } from './model-settings.ts'
import { readSettings } from './read-settings.ts'

const problem = (environment: Record<string, string>): string => {
  try {
    readSettings(environment)
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('nothing was wrong')
}

test('without any setting there is no model, and nothing is wrong', () => {
  expect(readSettings({}).models).toEqual({
    model: null,
    openai: { apiKey: null, baseUrl: 'https://api.openai.com/v1' },
    anthropic: { apiKey: null },
    ollama: { baseUrl: 'http://127.0.0.1:11434' },
    atOnce: 4,
  })
})

test('a model of a server that takes no key needs none', () => {
  const { models } = readSettings({
    PMBOT_MODEL: 'openai:local-model',
    OPENAI_BASE_URL: 'http://127.0.0.1:1234/v1/',
  })
  expect(models).toMatchObject({
    model: 'openai:local-model',
    openai: { baseUrl: 'http://127.0.0.1:1234/v1' },
  })
})

test.each([
  ['openai:gpt-5', {}, 'needs OPENAI_API_KEY, or OPENAI_BASE_URL of a server that takes none.'],
  ['openai:gpt-5', { OPENAI_API_KEY: 'the-key' }, null],
  ['openai:x', { OPENAI_BASE_URL: 'http://127.0.0.1:1234/v1' }, null],
  ['anthropic:claude', {}, 'needs ANTHROPIC_API_KEY.'],
  ['anthropic:claude', { ANTHROPIC_API_KEY: 'the-key' }, null],
  ['ollama:qwen3', {}, null],
])('what %s lacks with %j', (name, environment, missing) => {
  const { models } = readSettings({ PMBOT_MODEL: name, ...environment })
  expect(missingForModel(parseModelName(name)!, models)).toBe(missing)
})

test('keys are secrets', () => {
  const { secrets } = readSettings({ OPENAI_API_KEY: 'the-openai-key', ANTHROPIC_API_KEY: 'the-other-key' })
  expect(secrets).toEqual(['the-openai-key', 'the-other-key'])
})

test.each([
  [{ PMBOT_MODEL: 'gpt-5' }, 'PMBOT_MODEL must be provider:model'],
  [{ PMBOT_MODEL: 'mistral:large' }, 'with one of openai, anthropic, ollama as provider'],
  [{ OPENAI_API_KEY: 'two words' }, 'OPENAI_API_KEY must be one word'],
  [{ OPENAI_BASE_URL: 'localhost:1234' }, 'OPENAI_BASE_URL must be an address such as'],
  [{ OLLAMA_BASE_URL: 'ftp://x' }, 'OLLAMA_BASE_URL must be an address such as'],
])('%j is refused with one sentence', (environment, sentence) => {
  expect(problem(environment)).toContain(sentence)
  expect(problem(environment).split('\n')).toHaveLength(1)
})

test.each([
  ['openai:gpt-5', { provider: 'openai', model: 'gpt-5' }],
  ['ollama:qwen3:8b', { provider: 'ollama', model: 'qwen3:8b' }],
  ['openai:', null],
  ['openai:two words', null],
  ['Openai:x', null],
  [':x', null],
])('%s', (name, parsed) => {
  expect(parseModelName(name)).toEqual(parsed)
})
