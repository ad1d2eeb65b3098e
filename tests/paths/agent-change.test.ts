import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DiffLine, diffParts, type InboxItemView, type RunView, sha256Hex } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { git, makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { type OpenAiDouble, openOpenAiDouble, type Script } from '../doubles/openai/index.ts'
import type { Client } from '../setup/client.ts'
import { DATABASES, shareProduct } from '../setup/product.ts'

const KEY = 'sk-the-key-of-this-test-0123456789'

/** What the models of these tests answer, by turn. */
const turns =
  (...replies: ReturnType<Script>[]): Script =>
  ({ turn }) =>
    replies[turn] ?? { say: 'I am done.' }

const tidier = turns(
  { calls: [{ name: 'list_files' }, { name: 'read_file', args: { path: 'README.md' } }] },
  {
    say: 'I tidy it up.',
    calls: [
      { name: 'edit_file', args: { path: 'README.md', edits: [{ old: 'a   shop', new: 'a shop' }] } },
      { name: 'write_file', args: { path: 'src/sign.txt', content: 'open\n' } },
    ],
  },
  {
    calls: [
      { name: 'run', args: { argv: ['cat', 'src/sign.txt'] } },
      { name: 'run', args: { argv: ['rm', '-rf', 'src'] } },
    ],
  },
  { calls: [{ name: 'propose_change', args: { message: 'Tidy the README\n\nIt was untidy.' } }] },
  { calls: [{ name: 'write_file', args: { path: 'src/sign.txt', content: 'closed\n' } }] },
  { calls: [{ name: 'propose_change', args: { message: 'Tidy the README and close the shop' } }] },
)

const answerer = turns(
  { calls: [{ name: 'search_files', args: { query: 'shop' } }] },
  {
    calls: [
      { name: 'answer', args: { text: 'It is a shop.', references: [{ path: 'README.md', line: 9 }] } },
    ],
  },
  {
    calls: [
      { name: 'answer', args: { text: 'It is a shop.', references: [{ path: 'README.md', line: 1 }] } },
    ],
  },
)

const builder = turns(
  { calls: [{ name: 'write_file', args: { path: 'shelf.txt', content: 'one\n' } }] },
  { calls: [{ name: 'propose_change', args: { message: 'Build a shelf' } }] },
  { calls: [{ name: 'write_file', args: { path: 'shelf.txt', content: 'two\n' } }] },
  { calls: [{ name: 'propose_change', args: { message: 'Build two shelves' } }] },
)

describe.each(DATABASES)('an agent with a model, on %s', (database) => {
  let double: OpenAiDouble
  const product = shareProduct(database, async (onEnd) => {
    double = await openOpenAiDouble({ apiKey: KEY, scripts: { tidier, answerer, builder } })
    onEnd(() => double.close())
    return { OPENAI_BASE_URL: double.baseUrl, OPENAI_API_KEY: KEY, PMBOT_MODEL: 'openai:tidier' }
  })

  const propose = async (client: Client, body: object): Promise<RunView> => {
    const { status, body: run } = await client.request('POST', '/api/runs', body)
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(run)}`)
    await client.approveNext(run.id)
    return run
  }
  const pending = async (client: Client, runId: string): Promise<InboxItemView[]> =>
    (await client.request('GET', `/api/inbox?status=pending&runId=${runId}`)).body.items
  const linesOf = async (client: Client, item: InboxItemView, kind: DiffLine['kind']) => {
    const { changesetId } = item.payload as { changesetId: string }
    const { body } = await client.request('GET', `/api/changesets/${changesetId}/diff`)
    return [...diffParts(body)].flatMap(({ hunk }) => hunk?.lines ?? []).filter((line) => line.kind === kind)
  }
  const artifactsOf = async (client: Client, runId: string) =>
    (await client.request('GET', `/api/runs/${runId}/artifacts`)).body.items as { id: string; kind: string }[]

  test('works on a goal with tools, asks about two calls, and is sent back once before its change is a commit', async () => {
    const { client } = product()
    const directory = makeRepository({ 'README.md': 'a   shop\n' })
    const head = git(directory, 'rev-parse', 'HEAD')
    const repoId = await client.addRepository(directory)
    const { id } = await propose(client, {
      repoId,
      goal: 'Tidy the README',
      graphId: 'repo_change_proposer/v1',
      spec: { checks: [['grep', 'shop', 'README.md']] },
    })

    await client.untilRun(id, 'blocked', 'failed')
    const calls = await pending(client, id)
    expect(calls.map(({ kind }) => kind)).toEqual(['tool_call', 'tool_call'])
    const asked = (what: string) => calls.find(({ payload }) => JSON.stringify(payload).includes(what))!
    expect((await client.decide(asked('cat'), 'approve')).status).toBe(200)
    expect((await client.decide(asked('rm'), 'reject', { reason: 'not the source' })).status).toBe(200)

    await expect
      .poll(async () => (await pending(client, id)).map(({ kind }) => kind), { timeout: 20_000 })
      .toEqual(['changeset_apply'])
    const [first] = await pending(client, id)
    const [deleted] = await linesOf(client, first!, 'deleted')
    const comment = { path: 'README.md', side: 'old', line: deleted!.oldNumber, text: 'One space is enough.' }
    const back = await client.decide(first!, 'respond', {
      reason: 'Close the shop as well.',
      payload: { comments: [comment] },
    })
    expect(back.status).toBe(200)
    expect(back.body.item.decision.payload.comments).toEqual([
      { ...comment, quote: deleted!.text, change: 'deleted' },
    ])
    await expect
      .poll(async () => (await pending(client, id)).map((item) => item.id), { timeout: 20_000 })
      .not.toContain(first!.id)
    await expect
      .poll(async () => (await pending(client, id)).map(({ kind }) => kind), { timeout: 20_000 })
      .toEqual(['changeset_apply'])
    const [second] = await pending(client, id)
    const { changesetId } = second!.payload as { changesetId: string }
    expect((await client.changeset(changesetId)).supersedes).toBe(
      (first!.payload as { changesetId: string }).changesetId,
    )
    const interdiff = await client.request('GET', `/api/changesets/${changesetId}/diff?against=superseded`)
    expect(interdiff.body).toContain('+closed')
    await client.approveNext(id)
    const done = await client.untilRun(id, 'completed', 'failed')
    expect(done).toMatchObject({ status: 'completed' })

    const commit = git(directory, 'rev-parse', `pm-bot/${id}`)
    expect(commit).toBe(done.commitSha)
    expect(git(directory, 'rev-parse', `${commit}^`)).toBe(head)
    expect(git(directory, 'log', '-1', '--format=%s', commit)).toBe('Tidy the README and close the shop')
    expect(git(directory, 'show', `${commit}:README.md`)).toBe('a shop')
    expect(git(directory, 'show', `${commit}:src/sign.txt`)).toBe('closed')

    const requests = double.log.requests().filter(({ model }) => model === 'tidier')
    expect(double.log.problems()).toEqual([])
    expect(requests).toHaveLength(6)
    const results = requests[3]!.messages.filter(({ role }) => role === 'tool').map(({ content }) => content)
    expect(results).toContain('The operator refused this call: not the source.')
    expect(requests[4]!.messages.at(-1)!.content).toContain('Close the shop as well.')
    expect(requests[4]!.messages.at(-1)!.content).toContain(`> ${deleted!.text}\nOne space is enough.`)

    const kinds = (await artifactsOf(client, id)).map(({ kind }) => kind)
    expect(kinds).toEqual(
      expect.arrayContaining(['context_pack', 'tool_trace', 'test_report', 'log', 'changeset_bundle']),
    )
    const timeline = await client.timeline(id)
    expect(timeline.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['context-packed', 'model-answered', 'tool-called']),
    )
    expect(JSON.stringify(timeline)).not.toContain(KEY)
    expect(product().output()).not.toContain(KEY)
  })

  test('proposes another change also where the bundle of the former one is damaged', async () => {
    const { client, dataDirectory } = product()
    const directory = makeRepository({ 'README.md': 'a shop\n' })
    const { id } = await propose(client, {
      repoId: await client.addRepository(directory),
      goal: 'Build a shelf',
      graphId: 'repo_change_proposer/v1',
      spec: { model: 'openai:builder' },
    })
    await client.untilRun(id, 'blocked', 'failed')
    const [first] = await pending(client, id)
    const files = readdirSync(join(dataDirectory, 'artifacts', id), { withFileTypes: true, recursive: true })
    const bundle = files
      .filter((file) => file.isFile())
      .map((file) => join(file.parentPath, file.name))
      .find((path) => sha256Hex(readFileSync(path, 'utf8')) === first!.subjectHash)!
    chmodSync(bundle, 0o600)
    writeFileSync(bundle, 'damaged')

    await client.decide(first!, 'respond', { reason: 'Two of them.' })
    await expect
      .poll(async () => (await pending(client, id)).map((item) => item.id), { timeout: 20_000 })
      .not.toContain(first!.id)
    await expect.poll(() => pending(client, id), { timeout: 20_000 }).toHaveLength(1)
    const [second] = await pending(client, id)
    const { changesetId } = second!.payload as { changesetId: string }
    expect((await client.changeset(changesetId)).supersedes).toBe(
      (first!.payload as { changesetId: string }).changesetId,
    )
    const interdiff = await client.request('GET', `/api/changesets/${changesetId}/diff?against=superseded`)
    expect(interdiff.status).toBe(404)
    await client.approveNext(id)
    await client.untilRun(id, 'completed')
    expect(git(directory, 'show', `pm-bot/${id}:shelf.txt`)).toBe('two')
  })

  test('answers a question, with a place that exists', async () => {
    const { client } = product()
    const repoId = await client.addRepository(makeRepository({ 'README.md': 'a shop\n' }))
    const { id } = await propose(client, {
      repoId,
      goal: 'What is this?',
      graphId: 'repo_answerer/v1',
      spec: { model: 'openai:answerer' },
    })
    const done = await client.untilRun(id, 'completed', 'failed')
    expect(done).toMatchObject({ status: 'completed' })
    const answer = (await artifactsOf(client, id)).find(({ kind }) => kind === 'answer')!
    const { body } = await client.request('GET', `/api/artifacts/${answer.id}/content`)
    expect(body).toBe('It is a shop.\n\n- README.md:1\n')
    const last = double.log.requests().at(-1)!
    expect(last.messages.at(-1)!.content).toBe('README.md has 1 lines, so there is no line 9.')
  })

  test('a run whose model cannot be called fails with what to set', async () => {
    const { client } = product()
    const repoId = await client.addRepository(makeRepository({ 'README.md': 'a shop\n' }))
    const { id } = await propose(client, {
      repoId,
      goal: 'What is this?',
      graphId: 'repo_answerer/v1',
      spec: { model: 'anthropic:claude' },
    })
    const done = await client.untilRun(id, 'completed', 'failed')
    expect(done).toMatchObject({
      status: 'failed',
      reason: 'The model anthropic:claude needs ANTHROPIC_API_KEY.',
    })
    expect((await client.request('GET', '/api/meta')).body.capabilities.models).toBe(true)
  })
})
