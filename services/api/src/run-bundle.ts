import type { RunView } from '@pm-bot/domain'
import {
  eachAudit,
  listArtifacts,
  listCheckpoints,
  listInbox,
  listRunEvents,
  listRunTransitions,
  lookUpChangeset,
  readRunSpend,
  readRunWork,
} from '@pm-bot/store'
import type { ApiOptions } from './api-context.ts'

const RUN_BUNDLE_FORMAT = 'pm-bot-run/1'

/** Of each list that is read in pages. */
const PAGE = 200

/**
 * All that is kept of a run, as JSON lines of `{ type, … }`: for who has to find out what went wrong, perhaps elsewhere. Read as
 * far as it is taken. What its files hold is left out, but for their hashes; all the rest is redacted as it was kept. Its last line
 * counts those before it: a download that broke off in the middle has none.
 */
export async function* runBundle(options: ApiOptions, run: RunView, now: Date): AsyncGenerator<string> {
  let lines = 0
  for await (const each of allOf(options, run, now)) {
    lines += 1
    yield each
  }
  yield line('end', { lines })
}

async function* allOf(
  { store: { database }, redactor, version }: ApiOptions,
  run: RunView,
  now: Date,
): AsyncGenerator<string> {
  const { id: runId } = run
  yield line('bundle', { format: RUN_BUNDLE_FORMAT, version, madeAt: now.toISOString() })
  yield line('run', run)
  yield line('work', await readRunWork(database, redactor, runId))
  for (const transition of await listRunTransitions(database, runId)) yield line('transition', transition)

  let after = 0
  for (;;) {
    const { items, nextCursor, removedTo } = await listRunEvents(database, runId, { limit: PAGE, after })
    if (after === 0 && removedTo > 0) yield line('removed-events', { upTo: removedTo })
    for (const event of items) yield line('event', event)
    if (nextCursor === null) break
    after = Number(nextCursor)
  }

  for await (const item of pages((cursor) => listInbox(database, { runId, limit: PAGE, cursor }))) {
    yield line('item', item)
    const { changesetId } = (item.payload ?? {}) as { changesetId?: unknown }
    const changeset =
      typeof changesetId === 'string' ? await lookUpChangeset(database, changesetId) : undefined
    if (changeset) yield line('changeset', changeset.view)
  }

  const { calls, ...spend } = await readRunSpend(database, runId, { limit: 1 })
  if (spend.closedAt !== null || calls.items.length > 0) yield line('spend', spend)
  const callPage = async (cursor: string | undefined) =>
    (await readRunSpend(database, runId, { limit: PAGE, cursor })).calls
  for await (const call of pages(callPage)) yield line('call', call)

  for (const checkpoint of await listCheckpoints(database, runId)) yield line('checkpoint', checkpoint)
  for (const artifact of await listArtifacts(database, runId)) yield line('artifact', artifact)
  for await (const event of eachAudit(database, { runId })) yield line('audit', event)
}

const line = (type: string, value: object): string => `${JSON.stringify({ type, value })}\n`

async function* pages<Item>(
  read: (cursor: string | undefined) => Promise<{ items: Item[]; nextCursor: string | null }>,
): AsyncGenerator<Item> {
  let cursor: string | undefined
  do {
    const page = await read(cursor)
    yield* page.items
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}
