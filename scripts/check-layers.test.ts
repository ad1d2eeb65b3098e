import { describe, expect, test } from 'vitest'
import { LAYERS } from './check-layers.ts'
import { findLayerProblems } from './layers/find-layer-problems.ts'
import type { Sources } from './layers/layer-table.ts'

const problems = (sources: Sources) => findLayerProblems(sources, LAYERS)
const store = 'packages/store/src/runs.ts'

describe('what the table says', () => {
  test('lower layers may be imported', () => {
    expect(
      problems({ [store]: `import { a } from '@pm-bot/domain'\nimport type { B } from '@pm-bot/runtime'` }),
    ).toEqual([])
    expect(problems({ 'packages/cli/src/main.ts': `await import('@pm-bot/worker')` })).toEqual([])
  })

  test.each([
    [`import { actor } from '@pm-bot/actors'`],
    [`import '@pm-bot/actors'`],
    [`import type { Actor } from '@pm-bot/actors'`],
    [`export { actor } from '@pm-bot/actors'`],
    [`export * from '@pm-bot/actors'`],
    [`const actors = await import('@pm-bot/actors')`],
    [`type Actor = import('@pm-bot/actors').Actor`],
    [`import actors = require('@pm-bot/actors')`],
    [`const actors = require('@pm-bot/actors')`],
  ])('%s is found in the store', (source) => {
    expect(problems({ [store]: `\n${source}\n` })).toEqual([
      'packages/store/src/runs.ts:2: packages/store may import domain, runtime, not actors',
    ])
  })

  test('text that looks like an import is none', () => {
    expect(problems({ [store]: `// import '@pm-bot/actors'\nconst a = "import '@pm-bot/actors'"` })).toEqual(
      [],
    )
  })

  test('adapters know only the domain, and the domain knows nobody', () => {
    expect(problems({ 'packages/git/src/a.ts': `import '@pm-bot/files'` })).toHaveLength(1)
    expect(problems({ 'packages/domain/src/a.ts': `import '@pm-bot/runtime'` })).toEqual([
      'packages/domain/src/a.ts:1: packages/domain may import nothing of ours, not runtime',
    ])
    expect(problems({ 'services/api/src/a.ts': `import '@pm-bot/agents'` })).toHaveLength(1)
    expect(problems({ 'services/worker/src/a.ts': `import '@pm-bot/cli'` })).toHaveLength(1)
    expect(problems({ 'web/src/a.tsx': `import '@pm-bot/store'; const a = <p>{1}</p>` })).toHaveLength(1)
  })

  test('a workspace that the table does not know is found', () => {
    expect(problems({ 'packages/other/src/a.ts': `import 'node:fs'` })).toHaveLength(1)
  })
})

describe('ways around it', () => {
  test.each([
    [`import '@pm-bot/domain/src/values/errors.ts'`, 'the inside of @pm-bot/domain'],
    [`import '@pm-bot/domain/errors'`, 'the inside of @pm-bot/domain'],
    [`import '../../domain/src/values/errors.ts'`, 'outside of packages/store'],
    [`import '../../../tests/setup/database.ts'`, 'outside of packages/store'],
    [`import '/packages/domain/src/values/errors.ts'`, 'absolute'],
    [`import '@pm-bot/store'`, 'its own package'],
  ])('%s', (source, sentence) => {
    expect(problems({ [store]: source })).toEqual([expect.stringContaining(sentence)])
  })

  test('a test may use the tests’ setup and any package, but nobody’s inside', () => {
    const path = 'packages/store/src/runs.test.ts'
    expect(
      problems({ [path]: `import '../../../tests/setup/database.ts'; import '@pm-bot/actors'` }),
    ).toEqual([])
    expect(problems({ [path]: `import '@pm-bot/actors/src/run-actor.ts'` })).toHaveLength(1)
    expect(problems({ [path]: `import '../../actors/src/run-actor.ts'` })).toHaveLength(1)
  })
})

describe('migrations', () => {
  test('import kysely and nothing else', () => {
    expect(problems({ 'db/migrations/0001-a.ts': `import { sql } from 'kysely'` })).toEqual([])
    expect(problems({ 'db/migrations/0001-a.ts': `import type { A } from '@pm-bot/domain'` })).toHaveLength(1)
    expect(problems({ 'db/migrations/0001-a.ts': `import { a } from './0000-a.ts'` })).toHaveLength(1)
    expect(problems({ 'db/migrations/0001-a.ts': `import 'node:fs'` })).toHaveLength(1)
  })

  test('are the store’s', () => {
    const source = `import * as first from '../../../db/migrations/0001-a.ts'`
    expect(problems({ [store]: source })).toEqual([])
    expect(problems({ 'packages/git/src/a.ts': source })).toHaveLength(1)
  })
})

describe('package.json', () => {
  const manifest = (...names: string[]) =>
    JSON.stringify({ dependencies: Object.fromEntries(names.map((name) => [name, '0.1.0'])) }, undefined, 2)

  test('lists what is imported, and only that', () => {
    const file = { [store]: `import '@pm-bot/domain'` }
    expect(
      problems({ ...file, 'packages/store/package.json': manifest('@pm-bot/domain', 'kysely') }),
    ).toEqual([])
    expect(problems({ ...file, 'packages/store/package.json': manifest() })).toEqual([
      'packages/store/package.json:1: does not depend on @pm-bot/domain, which its files import',
    ])
    expect(
      problems({ ...file, 'packages/store/package.json': manifest('@pm-bot/domain', '@pm-bot/runtime') }),
    ).toEqual(['packages/store/package.json:4: depends on @pm-bot/runtime, which no file imports'])
  })

  test('cannot allow what the table forbids', () => {
    expect(problems({ 'packages/git/package.json': manifest('@pm-bot/store') })).toEqual([
      'packages/git/package.json:3: depends on @pm-bot/store, which the layer table does not allow',
    ])
  })
})

describe('the runtime', () => {
  const path = 'packages/runtime/src/turn.ts'

  test.each([
    'const repoId = 1',
    'function openInboxes() {}',
    'interface ApprovalRow {}',
    'const MAX_ARTIFACTS = 1',
  ])('%s is a word of the product', (source) => {
    expect(problems({ [path]: source })).toEqual([
      expect.stringContaining('the runtime knows no noun of pm-bot'),
    ])
  })

  test('words that only contain one are fine, and so are other packages', () => {
    expect(problems({ [path]: 'const report = 1; const runs = 2 // a repo' })).toEqual([])
    expect(problems({ [store]: 'const repoId = 1' })).toEqual([])
  })
})
