import { describe, expect, test } from 'vitest'
import { compareEnvExample } from './compare-env-example.ts'
import { findStrayReads } from './find-stray-reads.ts'

const SETTINGS = {
  PMBOT_PORT: { description: 'Where to listen.', default: '7070' },
  GITHUB_TOKEN: { description: 'A token that may read issues and push branches.', secret: true },
}
const GOOD = `# pm-bot's settings.

# Where to listen.
PMBOT_PORT=7070

# A token that may read
# issues and push branches.
# GITHUB_TOKEN=
`

describe('.env.example', () => {
  test('names every setting under its description, set or commented out', () => {
    expect(compareEnvExample(GOOD, SETTINGS)).toEqual([])
  })

  test.each([
    ['', 'PMBOT_PORT is missing'],
    [
      GOOD.replace('Where to listen', 'The port'),
      '.env.example:4: the comment above PMBOT_PORT is not its description',
    ],
    [`${GOOD}\nPMBOT_OTHER=1\n`, '.env.example:10: there is no setting PMBOT_OTHER'],
    [`${GOOD}\n# Where to listen.\nPMBOT_PORT=1\n`, '.env.example:11: PMBOT_PORT is there twice'],
  ])('differs: %#', (text, sentence) => {
    expect(compareEnvExample(text, SETTINGS).join('\n')).toContain(sentence)
  })
})

describe('the environment', () => {
  const file = 'packages/instance/src/load-settings.ts'

  test('is read where settings are loaded, and in tests', () => {
    expect(
      findStrayReads({ [file]: 'process.env.A', 'packages/git/src/a.test.ts': 'process.env.A' }, [file]),
    ).toEqual([])
  })

  test.each(['const { A } = process.env', 'process["env"].A', 'f(process.env)'])(
    '%s elsewhere is found',
    (source) => {
      expect(findStrayReads({ 'packages/git/src/a.ts': `\n${source}` }, [file])).toEqual([
        `packages/git/src/a.ts:2: reads process.env; only ${file} may`,
      ])
    },
  )

  test.each(['// process.env', 'spawn({ env: { PATH: process.env.PATH } })', 'delete process.env[name]'])(
    '%s is fine',
    (source) => {
      expect(findStrayReads({ 'packages/git/src/a.ts': source }, [file])).toEqual([])
    },
  )
})
