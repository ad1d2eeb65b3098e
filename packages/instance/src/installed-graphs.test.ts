import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readInstalledGraphs } from './installed-graphs.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pm-bot-graphs-'))
  mkdirSync(join(directory, 'src'))
  writeFileSync(join(directory, 'src/mail.js'), 'throw new Error("nobody reads this")')
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const write = (content: unknown): string => {
  const file = join(directory, 'langgraph.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}
const read = (content: unknown) => readInstalledGraphs(write(content))

test('reads the file as LangGraph has it, and no module', () => {
  const module = join(directory, 'src/mail.js')
  const specSchema = { type: 'object', properties: { to: { type: 'string' } } }
  const graphs = read({
    node_version: '24',
    graphs: {
      mail: './src/mail.js:graph',
      'post/v2': { path: './src/mail.js:post', description: 'Posts.', specSchema },
    },
  })
  expect(graphs).toMatchObject([
    {
      descriptor: { graphId: 'mail/v1', title: 'mail/v1', tools: null, specSchema: { type: 'object' } },
      module,
      exported: 'graph',
    },
    { descriptor: { graphId: 'post/v2', description: 'Posts.', specSchema }, module, exported: 'post' },
  ])
  expect(readInstalledGraphs(null)).toEqual([])
})

describe('says what is wrong', () => {
  test.each([
    ['{', 'is not JSON'],
    [{}, 'has no “graphs”'],
    [{ graphs: [] }, 'has no “graphs”'],
    [{ graphs: { 'a b': './src/mail.js:graph' } }, 'names a graph “a b”'],
    [{ graphs: { run_command: './src/mail.js:graph' } }, "one of pm-bot's own"],
    [
      { graphs: { mail: './src/mail.js:graph', 'mail/v1': './src/mail.js:graph' } },
      'two graphs that are both mail/v1',
    ],
    [{ graphs: { mail: './src/mail.js' } }, 'does not say ./file.js:export of mail'],
    [{ graphs: { mail: 7 } }, 'does not say'],
    [{ graphs: { mail: './src/none.js:graph' } }, 'src/none.js, where no file is'],
    [{ graphs: { mail: { path: './src/mail.js:graph', specSchema: [] } } }, 'specSchema of mail'],
  ])('%j', (content, sentence) => {
    expect(() => read(content)).toThrow(sentence)
  })

  test('about a file that is not there', () => {
    expect(() => readInstalledGraphs(join(directory, 'none.json'))).toThrow('cannot be read (ENOENT)')
  })
})
