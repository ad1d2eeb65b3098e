import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { git, makeRepository, temporaryDirectory } from '../../packages/git/src/repository.fixture.ts'
import { DATABASES, startProduct } from '../setup/product.ts'

/** An agent as it lies on somebody's PATH: logged in, it does what it is asked, and once more what it is asked then. */
const AGENT = `#!/bin/sh
set -e
test "$(cat ~/login)" = "the agent's own"
echo "asked: $4"
case "$4" in *"asks for this: shout"*) echo A SHOP > README.md ;; *) echo a shop > README.md ;; esac
env > ~/environment
`

describe.each(DATABASES)('an agent on the command line, on %s', (database) => {
  test('changes a repository by decisions, is asked for another change, and gets its own home', async () => {
    const [bin, home] = [join(temporaryDirectory(), 'bin'), temporaryDirectory()]
    mkdirSync(bin)
    writeFileSync(join(bin, 'claude'), AGENT, { mode: 0o755 })
    writeFileSync(join(home, 'login'), "the agent's own\n")
    const repository = makeRepository({ 'README.md': 'a   shop\n' })
    const { client } = await startProduct(database, {
      PATH: `${bin}:${process.env.PATH}`,
      PMBOT_CLI_AGENT_HOME: home,
      GITHUB_WEBHOOK_SECRET: 'a secret of the worker',
    })
    const repoId = await client.addRepository(repository)
    const body = { repoId, goal: 'Tidy the README', graphId: 'cli_agent/v1', spec: { agent: 'claude-code' } }
    const { status, body: run } = await client.request('POST', '/api/runs', body)
    expect(status).toBe(201)
    const start = await client.pendingItem(run.id)
    expect(start).toMatchObject({ kind: 'run_start', risk: 'high' })
    await client.decide(start, 'approve')

    const blocked = await client.untilRun(run.id, 'blocked', 'failed')
    const first = await client.pendingItem(run.id)
    expect(first).toMatchObject({ kind: 'changeset_apply', payload: { files: [{ path: 'README.md' }] } })
    await client.decide(first, 'respond', { reason: 'shout' })
    await expect
      .poll(async () => (await client.run(run.id)).changesetId, { timeout: 20_000 })
      .not.toBe(blocked.changesetId)
    await client.untilRun(run.id, 'blocked', 'failed')
    await client.approveNext(run.id)
    const done = await client.untilRun(run.id, 'completed', 'failed')
    expect(done).toMatchObject({ status: 'completed' })
    expect(git(repository, 'show', `pm-bot/${run.id}:README.md`)).toBe('A SHOP')

    const { items } = (await client.request('GET', `/api/runs/${run.id}/artifacts`)).body
    const transcripts = items.filter(({ kind }: { kind: string }) => kind === 'transcript')
    expect(transcripts).toHaveLength(2)
    const { body: transcript } = await client.request('GET', `/api/artifacts/${transcripts[0].id}/content`)
    expect(transcript).toContain('asked: Goal: Tidy the README')
    expect(readFileSync(join(home, 'environment'), 'utf8')).not.toMatch(/SECRET|PMBOT|secret of the worker/)
  })

  test('that is not installed is said to need set-up', async () => {
    const { client } = await startProduct(database)
    const repoId = await client.addRepository(makeRepository({ a: 'a\n' }))
    const spec = { agent: 'custom', command: ['agent-that-nobody-has', '{prompt}'] }
    const { body } = await client.request('POST', '/api/runs', {
      repoId,
      goal: 'x',
      graphId: 'cli_agent/v1',
      spec,
    })
    await client.approveNext(body.id)
    const failed = await client.untilRun(body.id, 'failed')
    expect(failed.reason).toMatch(/^Set-up needed: the program “agent-that-nobody-has” was not found\./)
  })
})
