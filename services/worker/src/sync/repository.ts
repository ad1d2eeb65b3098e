import { lookUpRepo } from '@pm-bot/store'
import { expectTotal } from './expect-total.ts'
import type { SyncSession } from './sync-session.ts'

const LIST = 'repository'

/** Looks at the repository itself, once; answers its default branch. */
export async function readRepository(session: SyncSession): Promise<string> {
  const { github, payload, database } = session
  const seen = session.defaultBranch()
  if (seen !== null) return seen
  const kept = (await lookUpRepo(database, payload.repoId))?.defaultBranch ?? null
  const known = kept === null ? undefined : session.tagOf(LIST, '')
  const answer = await session.ask(() => github.repo(payload.fullName, known))
  const step = { list: LIST, phase: LIST, walk: null }
  if (answer.status === 'unchanged') {
    await session.save({ ...step, defaultBranch: kept! })
    return kept!
  }
  const { defaultBranch } = answer.value
  const visibility = answer.value.private ? 'private' : 'public'
  await expectTotal(session, answer.value)
  await session.save({ ...step, defaultBranch, visibility, tag: answer.tag && { query: '', ...answer.tag } })
  return defaultBranch
}
