import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { afterAll, beforeAll, expect } from 'vitest'
import { type GitHubDouble, type LoggedRequest, openGitHubDouble } from '../doubles/github/index.ts'

export const TOKEN = 'github_pat_11ABCDEFG0notarealtokenbutofthatshape0123456789'
export const OWNER = 'mona'

/** One GitHub for all tests of a file; at the end it must have nothing to complain of. */
export function shareGitHub(): () => GitHubDouble {
  let double: GitHubDouble | undefined
  beforeAll(async () => {
    double = await openGitHubDouble()
    double.world.addToken(TOKEN, {
      login: OWNER,
      repositories: 'all',
      permissions: { metadata: 'read', issues: 'read', pull_requests: 'read', contents: 'read' },
    })
    // A test may ask more than a person does in an hour.
    double.limits.setQuota(OWNER, { limit: 100_000, remaining: 100_000 })
  })
  afterAll(async () => {
    const problems = double?.log.problems()
    await double?.close()
    expect(problems).toEqual([])
  })
  return () => double!
}

export const settingsOf = ({ apiUrl }: GitHubDouble, token = TOKEN): Record<string, string> => ({
  GITHUB_API_URL: apiUrl,
  ...(token ? { GITHUB_TOKEN: token } : {}),
})

/** Requests about one repository since the log was cleared. */
export const requestsAbout = ({ log }: GitHubDouble, fullName: string): LoggedRequest[] =>
  log.requests().filter(({ kind, path }) => kind === 'rest' && path.startsWith(`/repos/${fullName}`))

/** Behind the product's back: its actor was last reconciled long ago. */
export const letAWeekPass = (environment: NodeJS.ProcessEnv, repoId: string): Promise<void> =>
  changeRows(environment, {
    postgres: `update actors set state = jsonb_set(state, '{sync,reconciledAt}', '"2020-01-01T00:00:00.000Z"')
      where kind = 'repo' and key = '${repoId}'`,
    sqlite: `update actors set state = json_set(state, '$.sync.reconciledAt', '2020-01-01T00:00:00.000Z')
      where kind = 'repo' and key = '${repoId}'`,
  })

/** Behind the product's back: the time of this timer has come. */
export function letTimerBeDue(environment: NodeJS.ProcessEnv, repoId: string, name: string): Promise<void> {
  const change = `update timers set due_at = '2020-01-01T00:00:00.000Z'
    where kind = 'repo' and key = '${repoId}' and name = '${name}'`
  return changeRows(environment, { postgres: change, sqlite: change })
}

/** Behind the product's back: whatever was approved was approved two days ago. */
export function letApprovalsLapse(environment: NodeJS.ProcessEnv): Promise<void> {
  const change = "update approvals set expires_at = '2020-01-01T00:00:00.000Z'"
  return changeRows(environment, { postgres: change, sqlite: change })
}

/** Behind the product's back: what runs pushed, they pushed long ago, and were told of it since. */
export function letPushesBeOld(environment: NodeJS.ProcessEnv): Promise<void> {
  const seenAt = `(select updated_at from github_objects as object
    where object.repo_id = run_pull_requests.repo_id and object.number = run_pull_requests.number)`
  const since = '2020-01-01T00:00:00.000Z'
  return changeRows(environment, {
    postgres: `update run_pull_requests set seen_at = ${seenAt},
      checks_seen = jsonb_set(checks_seen, '{since}', '"${since}"')`,
    sqlite: `update run_pull_requests set seen_at = ${seenAt},
      checks_seen = json_set(checks_seen, '$.since', '${since}')`,
  })
}

async function changeRows(
  environment: NodeJS.ProcessEnv,
  change: { postgres: string; sqlite: string },
): Promise<void> {
  if (environment.DATABASE_URL) {
    const client = new pg.Client({ connectionString: environment.DATABASE_URL })
    await client.connect()
    await client.query(change.postgres)
    return await client.end()
  }
  const database = new DatabaseSync(join(environment.PMBOT_DATA_DIR!, 'control_plane/pm_bot.sqlite3'))
  database.exec(change.sqlite)
  database.close()
}
