import { setTimeout as sleep } from 'node:timers/promises'
import type { GitHubObjectDetailView, GitHubObjectView, RepoView } from '@pm-bot/domain'
import type { IssueView, PullView } from '../doubles/github/index.ts'
import type { Client } from './client.ts'

export async function register(client: Client, fullName: string, depth = 'all'): Promise<string> {
  const { status, body } = await client.request('POST', '/api/repos', { fullName, depth })
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
  return body.id
}

export const readRepo = async (client: Client, repoId: string): Promise<RepoView> =>
  (await client.request('GET', `/api/repos/${repoId}`)).body

/** Waits until what is known of the repository is so. */
export async function untilRepo(
  client: Client,
  repoId: string,
  holds: (sync: NonNullable<RepoView['sync']>) => boolean,
  patienceMs = 30_000,
): Promise<NonNullable<RepoView['sync']>> {
  const deadline = Date.now() + patienceMs
  for (;;) {
    const { sync } = await readRepo(client, repoId)
    if (sync && holds(sync)) return sync
    if (Date.now() > deadline) throw new Error(`not so: ${JSON.stringify(sync)}`)
    await sleep(100)
  }
}

/** Asks for a sync and waits for its end. */
export async function syncNow(client: Client, repoId: string): Promise<NonNullable<RepoView['sync']>> {
  const before = (await readRepo(client, repoId)).sync!
  const { status } = await client.request('POST', `/api/repos/${repoId}/sync`, {})
  if (status !== 202) throw new Error(`${status}`)
  return await untilRepo(
    client,
    repoId,
    (sync) => sync.status === 'idle' && sync.lastSyncAt !== before.lastSyncAt,
  )
}

export async function objectsOf(client: Client, repoId: string, query = ''): Promise<GitHubObjectView[]> {
  const objects: GitHubObjectView[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const from: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''
    const { status, body } = await client.request(
      'GET',
      `/api/repos/${repoId}/objects?limit=200${query}${from}`,
    )
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
    objects.push(...body.items)
    cursor = body.nextCursor
  }
  return objects
}

export const objectOf = async (
  client: Client,
  repoId: string,
  kind: 'issue' | 'pr',
  number: number,
): Promise<GitHubObjectDetailView> =>
  (await client.request('GET', `/api/repos/${repoId}/objects/${kind}/${number}`)).body

/** The calls of a double that are needed here, be it in this process or another. */
export interface KnownWorld {
  issues(fullName: string): IssueView[] | Promise<IssueView[]>
  pulls(fullName: string): PullView[] | Promise<PullView[]>
}

/** What differs between GitHub and the cache, one sentence each: all must be there, once, and as it is on GitHub. */
export async function cacheProblems(
  world: KnownWorld,
  fullName: string,
  client: Client,
  repoId: string,
): Promise<string[]> {
  const pulls = new Map((await world.pulls(fullName)).map((pull) => [pull.number, pull]))
  const expected = new Map(
    (await world.issues(fullName)).map((issue) => [issue.number, expectedOf(issue, pulls.get(issue.number))]),
  )
  const problems: string[] = []
  const seen = new Set<number>()
  for (const object of await objectsOf(client, repoId)) {
    if (object.state === 'deleted' || object.state === 'transferred') continue
    if (seen.has(object.number)) problems.push(`#${object.number} is there twice`)
    seen.add(object.number)
    const [is, shouldBe] = [JSON.stringify(seenOf(object)), expected.get(object.number)]
    if (is !== shouldBe) problems.push(`#${object.number} is ${is}, not ${shouldBe}`)
  }
  for (const number of expected.keys()) if (!seen.has(number)) problems.push(`#${number} is missing`)
  return problems
}

const seenOf = (object: GitHubObjectView) => ({
  kind: object.kind,
  title: object.title,
  state: object.state,
  author: object.author,
  labels: [...object.labels].sort(),
  draft: object.draft,
  headSha: object.headSha,
  comments: object.comments,
  updatedAt: object.updatedAt,
})

const expectedOf = (issue: IssueView, pull: PullView | undefined): string =>
  JSON.stringify({
    kind: pull ? 'pr' : 'issue',
    title: issue.title,
    state: pull?.merged ? 'merged' : issue.state,
    author: issue.author,
    labels: [...issue.labels].sort(),
    draft: pull?.draft ?? false,
    headSha: pull?.headSha ?? null,
    comments: issue.comments,
    updatedAt: new Date(issue.updatedAt).toISOString(),
  })
