import { instant, type SyncWalk } from '@pm-bot/domain'
import { mergePulls } from '@pm-bot/store'
import type { SyncSession } from './sync-session.ts'
import { EPOCH, readFrom } from './sync-times.ts'

/** Pull requests: branches, drafts, merges. */
export async function readPulls(session: SyncSession): Promise<void> {
  const { mode, depth } = session.payload
  if (mode === 'import' && depth === 'open') {
    await walkPulls(session, { list: 'open-pulls', state: 'open', until: EPOCH, isCursor: false })
  }
  await walkPulls(session, {
    list: 'pulls',
    state: 'all',
    until: readFrom(session, 'pulls'),
    isCursor: true,
  })
}

/**
 * The list takes no `since`: it is read newest change first, until what is older than `until`. Who changes a pull
 * request meanwhile moves it to the front, and the others one further: nothing is missed, some come twice.
 */
async function walkPulls(
  session: SyncSession,
  { list, state, until, isCursor }: { list: string; state: 'open' | 'all'; until: string; isCursor: boolean },
): Promise<void> {
  if (session.isDone(list)) return
  const { github, payload } = session
  const phase = 'pull requests'
  const begun = session.walkOf(list)
  const query = `state=${state}`
  let walk: SyncWalk = begun ?? { list, since: null, page: 1, newest: null }
  // A page further on is newer than its tag says, so only that of the first counts; it holds what changed last.
  let tag = null
  for (;;) {
    const { page } = walk
    const known = page === 1 && !begun ? session.tagOf(list, query) : undefined
    const answer = await session.ask(() => github.pulls(payload.fullName, { state, page }, known))
    if (answer.status === 'unchanged') return await session.save({ list, phase, walk: null })

    const { items, hasNext } = answer.value
    if (page === 1 && answer.tag) tag = { query, ...answer.tag }
    const wanted = items.filter(({ updatedAt }) => instant(updatedAt) >= instant(until))
    const newest = walk.newest ?? (wanted[0] ? instant(wanted[0].updatedAt) : null)
    const isOver = !hasNext || wanted.length < items.length
    const reached = newest ?? (until === EPOCH ? null : instant(until))
    await session.save(
      {
        list,
        phase,
        walk: isOver ? null : { ...walk, page: page + 1, newest },
        ...(isOver && isCursor && reached ? { cursors: { pulls: reached } } : {}),
        tag: isOver ? tag : null,
      },
      (tx) => mergePulls(tx, payload.repoId, wanted),
    )
    if (isOver) return
    walk = { ...walk, page: page + 1, newest }
  }
}
