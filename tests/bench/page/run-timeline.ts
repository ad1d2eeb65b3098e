import { createRedactor } from '@pm-bot/domain'
import { openStore } from '@pm-bot/store'
import { buildPage } from '../../../packages/cli/src/build-page.ts'
import { openBrowser } from '../../setup/browser.ts'
import { onApiStage } from '../api/api-stage.ts'
import type { BenchCase } from '../bench-case.ts'
import { roundsOf, spreadOf } from '../figures.ts'
import { scrollFor } from './scroll-for.ts'
import { signedIn } from './signed-in.ts'

const TURNS = 1500
const CALLS = 3
const EVENTS = TURNS * (1 + CALLS)
const LINES = {
  open: `timeline of ${EVENTS} events: there in under 3 s`,
  scroll: `timeline of ${EVENTS} events: a frame while scrolling takes at most 33 ms at p95`,
}

/** A run that went on for a day: its page opened, and its timeline scrolled from end to end. */
export const runTimeline: BenchCase = {
  name: 'run-timeline',
  title: 'Long timelines',
  async measure(say, bench) {
    await buildPage(() => say('Building the page …'))
    return await onApiStage({}, async ({ address, headers, client, repoId, databaseUrl }) => {
      const run = await client.propose(repoId, ['true'])
      await addTurns(databaseUrl, run.id)
      const context = await signedIn(await openBrowser(), address, headers.cookie)
      try {
        const opened: number[] = []
        const frames: number[] = []
        for (let round = 0; round <= bench.rounds; round += 1) {
          const page = await context.newPage()
          const begun = performance.now()
          await page.goto(new URL(`/runs/${run.id}`, address).href)
          await page.getByText(`turn ${TURNS}:`).waitFor()
          const ms = Math.round(performance.now() - begun)
          const { p95 } = spreadOf(await page.evaluate<number[]>(scrollFor('main', 4000)))
          say(`  round ${round}: there after ${ms} ms, ${p95} ms a frame`)
          // The first start of the browser itself is not the page's.
          if (round > 0) opened.push(ms)
          if (round > 0) frames.push(p95)
          await page.close()
        }
        const [openMs, frameMs] = [roundsOf(opened), roundsOf(frames)]
        const said = ({ median, min, max }: typeof openMs) => `${median} ms (${min} to ${max})`
        return {
          figures: { events: EVENTS, openMs, frameMs },
          holds: { [LINES.open]: openMs.median < 3000, [LINES.scroll]: frameMs.median <= 33 },
          found: { [LINES.open]: said(openMs), [LINES.scroll]: said(frameMs) },
        }
      } finally {
        await context.close()
      }
    })
  },
}

async function addTurns(url: string, runId: string): Promise<void> {
  const store = await openStore({ location: { url }, redactor: createRedactor([]), onError: () => {} })
  const db = store.database.writer
  const { last_seq } = await db
    .selectFrom('run_streams')
    .select('last_seq')
    .where('run_id', '=', runId)
    .executeTakeFirstOrThrow()
  const event = (seq: number, type: string, detail: object) => ({
    run_id: runId,
    seq: last_seq + seq,
    type,
    title: type,
    actor: null,
    detail: JSON.stringify(detail) as never,
    created_at: new Date().toISOString(),
  })
  for (let turn = 1; turn <= TURNS; turn += 1) {
    const from = (turn - 1) * (1 + CALLS) + 1
    const calls = Array.from({ length: CALLS }, (_, nth) => nth)
    const answered = { turn, inputTokens: 4000, outputTokens: 90, milliseconds: 2100, calls: ['read_file'] }
    const called = {
      tool: 'read_file',
      outcome: 'done',
      milliseconds: 3,
      bytes: 900,
      args: { path: 'a.ts' },
      result: 'a\n',
    }
    await db
      .insertInto('run_events')
      .values([
        event(from, 'model-answered', answered),
        ...calls.map((nth) => event(from + 1 + nth, 'tool-called', called)),
      ])
      .execute()
  }
  await db
    .updateTable('run_streams')
    .set({ last_seq: last_seq + EVENTS })
    .where('run_id', '=', runId)
    .execute()
  await store.close()
}
