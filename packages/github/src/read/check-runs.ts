import { type GitHubCheck, GitHubRefusedError } from '@pm-bot/domain'
import { readCheckRun, readCommitStatus } from '../parse/check.ts'
import { readFields } from '../parse/fields.ts'
import { type AskRepo, allPages } from './in-repo.ts'

/**
 * Check runs and commit statuses together. They need two permissions: where one is missing, the other alone answers.
 * @throws GitHubRefusedError when both are
 */
export async function readChecks(askRepo: AskRepo, fullName: string, ref: string): Promise<GitHubCheck[]> {
  const runs = await permitted(() =>
    allPages(async (page) => {
      const route = 'GET /commits/{ref}/check-runs'
      const { data, hasNext } = await askRepo(fullName, route, { parameters: { ref, ...page } })
      return { items: readFields(data, route).list('check_runs').map(readCheckRun), hasNext }
    }),
  )
  const statuses = await permitted(() =>
    allPages(async (page) => {
      const route = 'GET /commits/{ref}/status'
      const { data, hasNext } = await askRepo(fullName, route, { parameters: { ref, ...page } })
      return { items: readFields(data, route).list('statuses').map(readCommitStatus), hasNext }
    }),
  )
  if (runs instanceof GitHubRefusedError && statuses instanceof GitHubRefusedError) throw runs
  return [runs, statuses].flatMap((found) => (found instanceof GitHubRefusedError ? [] : found))
}

async function permitted<Value>(read: () => Promise<Value>): Promise<Value | GitHubRefusedError> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof GitHubRefusedError && error.status === 403) return error
    throw error
  }
}
