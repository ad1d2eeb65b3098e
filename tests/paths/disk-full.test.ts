import { openSandbox } from '@pm-bot/agents'
import { openArtifactStore } from '@pm-bot/files'
import { openGitHub } from '@pm-bot/github'
import { openNotifiers } from '@pm-bot/notify'
import { openDataDirectory, pushKeysOf } from '@pm-bot/store'
import { expect, onTestFinished, test } from 'vitest'
import { openTestApi } from '../../services/api/src/test-api.fixture.ts'
import { createClient } from '../../services/api/src/test-client.fixture.ts'
import { addRepo, decisionOf, pendingItem, proposeRun } from '../../services/api/src/test-steps.fixture.ts'
import { openRunner } from '../../services/worker/src/open-runner.ts'
import { startWorker } from '../../services/worker/src/start-worker.ts'

test('on a full disk a run waits and says why, and goes on when there is room', async () => {
  const opened = await openTestApi('sqlite')
  onTestFinished(() => opened.close())
  const { store, git, directory, options } = opened
  const client = createClient(opened)
  const data = openDataDirectory(directory)
  const { runner } = await openRunner({ ...options, settings: opened.settings, store, data })
  let bavail = 3
  const statfs = async () => ({ bsize: 4096, blocks: 100, bfree: bavail, bavail })
  const { github, writer } = openGitHub(opened.settings.github, { version: 'test' })
  const worker = await startWorker({
    store,
    git,
    github,
    githubWriter: writer,
    publicUrl: null,
    syncIntervalSeconds: 300,
    vault: options.vault,
    notifiers: openNotifiers({
      outbound: opened.settings.outbound,
      pushKeys: () => pushKeysOf(options.vault),
    }),
    artifacts: openArtifactStore({ dataDirectory: directory, statfs }),
    runner,
    data,
    redactor: options.redactor,
    logger: options.logger,
    metrics: options.metrics,
    sandbox: await openSandbox({ path: opened.settings.commandPath }),
    cliAgentHome: null,
    modelCallsAtOnce: 4,
    workerId: 'test',
    concurrency: { runs: 1 },
    onServe: () => {},
  })
  onTestFinished(() => worker.stop())
  const effectOf = (runId: string) =>
    store.database.read.selectFrom('effects').selectAll().where('key', '=', runId).executeTakeFirstOrThrow()
  const tryNow = () =>
    store.database.transaction((tx) =>
      tx.db.updateTable('work_jobs').set({ available_at: '2000-01-01T00:00:00.000Z' }).execute(),
    )

  const repo = await addRepo(client, opened.repository)
  const { id } = await proposeRun(client, repo.id)
  const item = await pendingItem(client, id)
  await client.post(`/api/inbox/${item.id}/decision`, decisionOf(item, 'approve'))

  const waits = { status: 'open', attempt: 0, error: expect.stringMatching(/97 % full.*Make room/) }
  await expect.poll(() => effectOf(id), { timeout: 10_000 }).toMatchObject(waits)
  await tryNow()
  await expect.poll(async () => (await effectOf(id)).status).toBe('open')
  const titles = async () =>
    ((await client.get(`/api/runs/${id}/events`)).json.items as { title: string }[]).map(({ title }) => title)
  const said = (await titles()).filter((title) => title.startsWith('Waits for room on the disk.'))
  expect(said).toHaveLength(1)
  expect((await client.get(`/api/runs/${id}`)).json.status).not.toBe('failed')

  bavail = 50
  await expect
    .poll(
      async () => {
        await tryNow()
        return (await client.get(`/api/runs/${id}`)).json.status
      },
      { timeout: 20_000, interval: 250 },
    )
    .toBe('completed')
  expect(await effectOf(id)).toMatchObject({ status: 'succeeded', attempt: 1 })
})
