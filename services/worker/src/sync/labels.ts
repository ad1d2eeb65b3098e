import type { GitHubLabel } from '@pm-bot/domain'
import { saveLabels } from '@pm-bot/store'
import type { SyncSession } from './sync-session.ts'

const LIST = 'labels'
const PAGE = 100

/** All labels, written at once: a part of them is no list. */
export async function readLabels(session: SyncSession): Promise<void> {
  if (session.isDone(LIST)) return
  const { github, payload } = session
  const step = { list: LIST, phase: LIST, walk: null }
  const labels: GitHubLabel[] = []
  let tag = null
  for (let page = 1; ; page += 1) {
    const known = page === 1 ? session.tagOf(LIST, '') : undefined
    const answer = await session.ask(() => github.labels(payload.fullName, page, known))
    if (answer.status === 'unchanged') return await session.save(step)
    labels.push(...answer.value.items)
    // The first page's tag stands for the whole list only while there is no second one.
    if (page === 1 && answer.tag && labels.length < PAGE) tag = { query: '', ...answer.tag }
    if (!answer.value.hasNext) break
  }
  await session.save({ ...step, tag }, async (tx) => {
    await saveLabels(tx, payload.repoId, labels)
    return { changed: 0 }
  })
}
