import { Octokit } from '@octokit/rest'
import { expect, onTestFinished } from 'vitest'
import type { GitHubDouble, GitHubDoubleOptions } from './contract/github-double.ts'
import type { NewRepository } from './contract/repositories-world.ts'
import { openGitHubDouble } from './open-github-double.ts'

export const SHOP = 'acme/shop'
export const shop = { owner: 'acme', repo: 'shop' }
export const TOKEN = 'github_pat_for_tests'

/** With one repository and one token, gone with the test, which fails where the double was at fault. */
export async function openDouble(
  repository: NewRepository = {},
  options: GitHubDoubleOptions = {},
): Promise<GitHubDouble> {
  const double = await openGitHubDouble(options)
  onTestFinished(async () => {
    await double.close()
    expect(double.log.problems()).toEqual([])
  })
  await double.world.addRepository(SHOP, repository)
  double.world.addToken(TOKEN, { login: 'acme' })
  return double
}

/** As pm-bot talks to GitHub Enterprise. */
export function octokitFor({ apiUrl }: { apiUrl: string }, auth: string | undefined = TOKEN): Octokit {
  const silent = () => {}
  return new Octokit({
    baseUrl: apiUrl,
    log: { debug: silent, info: silent, warn: silent, error: silent },
    ...(auth === '' ? {} : { auth }),
  })
}

/** The status and message that a request is refused with. */
export async function refusal(
  request: Promise<unknown>,
): Promise<{ status: number; message: string; body: unknown }> {
  try {
    await request
  } catch (error) {
    const { status, response } = error as { status: number; response?: { data: { message: string } } }
    return { status, message: response?.data.message ?? '', body: response?.data }
  }
  throw new Error('It was not refused.')
}
