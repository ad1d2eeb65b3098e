import { openArtifactStore } from '@pm-bot/files'
import { expect, onTestFinished, test } from 'vitest'
import { createApi } from './create-api.ts'
import { openTestApi } from './test-api.fixture.ts'
import { createClient } from './test-client.fixture.ts'

async function warningsOn(bavail: number, environment: Record<string, string> = {}) {
  const opened = await openTestApi('sqlite', environment)
  onTestFinished(() => opened.close())
  const statfs = async () => ({ bsize: 4096, blocks: 100, bfree: bavail, bavail })
  const artifacts = openArtifactStore({ dataDirectory: opened.directory, statfs })
  const api = await createApi({ ...opened.options, artifacts })
  onTestFinished(() => api.close())
  return (await createClient({ api }).get('/api/meta')).json.warnings
}

test.each([
  [50, []],
  [15, ['disk_filling']],
  [5, ['disk_full']],
])('with %d of 100 blocks free the operator is warned of %j', async (bavail, codes) => {
  const warnings = await warningsOn(bavail)
  expect(warnings.map(({ code }: { code: string }) => code)).toEqual(codes)
})

test('a warning says what is the matter and what to do', async () => {
  expect(await warningsOn(3)).toEqual([
    {
      code: 'disk_full',
      message: expect.stringMatching(/is 97 % full.*Runs that would store a file wait/),
      action: expect.stringMatching(/^Make room/),
    },
  ])
})

test('a stranger is told of no warning', async () => {
  expect(await warningsOn(3, { PMBOT_PASSWORD: 'long enough' })).toEqual([])
})
