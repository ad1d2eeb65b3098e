import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { InboxItemView } from '@pm-bot/domain'
import { describe, expect, test } from 'vitest'
import { makeRepository } from '../../packages/git/src/repository.fixture.ts'
import { DATABASES, shareProduct } from '../setup/product.ts'

/** As a person writes it for LangGraph: not compiled, and with a word for it nowhere. */
const MAILER = `
import { Annotation, END, interrupt, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph'

const State = Annotation.Root({ ...MessagesAnnotation.spec, to: Annotation })
export const mailer = new StateGraph(State)
  .addNode('send', async ({ messages, to }) => {
    const [answer] = interrupt([{
      action_request: { action: 'send_mail', args: { to, text: messages[0].content } },
      config: { allow_accept: true, allow_edit: true, allow_respond: false, allow_ignore: true },
      description: 'May I send this?',
    }])
    const { args } = answer.args ?? {}
    return { messages: [{ role: 'assistant', content: answer.type + ' ' + JSON.stringify(args ?? null) }] }
  })
  .addEdge(START, 'send')
  .addEdge('send', END)
export const compiled = () => mailer.compile()
export const nothing = 7
`

function installGraphs(): { directory: string; file: string } {
  const directory = mkdtempSync(join(tmpdir(), 'pm-bot-graphs-'))
  const file = join(directory, 'langgraph.json')
  const specSchema = {
    type: 'object',
    properties: { to: { type: 'string', minLength: 3 } },
    required: ['to'],
    additionalProperties: false,
  }
  const path = './mailer.mjs'
  writeFileSync(join(directory, 'mailer.mjs'), MAILER)
  mkdirSync(join(directory, 'node_modules'))
  // Whoever installs a graph installs LangGraph with it.
  const ours = fileURLToPath(new URL('../../node_modules/@langchain', import.meta.url))
  symlinkSync(ours, join(directory, 'node_modules/@langchain'))
  writeFileSync(
    file,
    JSON.stringify({
      graphs: {
        mailer: { path: `${path}:mailer`, description: 'Sends mail.', specSchema },
        'mailer/v2': { path: `${path}:compiled`, specSchema },
        nothing: `${path}:nothing`,
      },
    }),
  )
  return { directory, file }
}

describe.each(DATABASES)('a graph that the operator installed, on %s', (database) => {
  const shared = shareProduct(database, (onEnd) => {
    const { directory, file } = installGraphs()
    onEnd(() => rmSync(directory, { recursive: true, force: true }))
    return { PMBOT_GRAPHS_FILE: file }
  })
  const pending = async (runId: string): Promise<InboxItemView[]> =>
    (await shared().client.request('GET', `/api/inbox?status=pending&runId=${runId}`)).body.items

  test.each(['mailer/v1', 'mailer/v2'])(
    '%s asks in its own words and hears the answer in them',
    async (graphId) => {
      const { client } = shared()
      const { body } = await client.request('GET', '/api/graphs')
      expect(body.items).toContainEqual(expect.objectContaining({ id: graphId, tools: null }))
      const repoId = await client.addRepository(makeRepository({ 'README.md': 'a\n' }))
      const proposal = { repoId, goal: 'Greet Ann', graphId }
      const refused = await client.request('POST', '/api/runs', { ...proposal, spec: { to: 'a' } })
      expect([refused.status, refused.body.detail]).toEqual([422, expect.stringContaining('spec.to')])
      const { body: run } = await client.request('POST', '/api/runs', {
        ...proposal,
        spec: { to: 'ann@example.org' },
      })
      const [start] = await pending(run.id)
      expect(start).toMatchObject({ kind: 'run_start', risk: 'high' })
      await client.approveNext(run.id)
      await client.untilRun(run.id, 'blocked')
      const [item] = await pending(run.id)
      expect(item).toMatchObject({
        kind: 'tool_call',
        payload: { tool: 'send_mail', args: { to: 'ann@example.org', text: 'Greet Ann' } },
      })
      const steered = await client.request('POST', `/api/runs/${run.id}/steer`, { text: 'Hurry' })
      expect(steered.status).toBe(409)
      await client.approveNext(run.id)
      await client.untilRun(run.id, 'completed')
      const { body: ended } = await client.request('GET', `/api/runs/${run.id}`)
      expect(ended.reason ?? ended.summary).toBe('accept {"to":"ann@example.org","text":"Greet Ann"}')
    },
  )

  test('a module without the graph fails its run with a sentence', async () => {
    const { client } = shared()
    const repoId = await client.addRepository(makeRepository({ 'README.md': 'a\n' }))
    const { body: run } = await client.request('POST', '/api/runs', {
      repoId,
      goal: 'Greet',
      graphId: 'nothing/v1',
    })
    await client.approveNext(run.id)
    await client.untilRun(run.id, 'failed')
    expect((await client.request('GET', `/api/runs/${run.id}`)).body.reason).toContain(
      'exports no graph as “nothing”',
    )
  })
})
