import { expect, onTestFinished } from 'vitest'
import { type GitHubDouble, openGitHubDouble } from '../doubles/github/index.ts'
import { type DatabaseName, type Product, startProduct } from './product.ts'

export const TOKEN = 'github_pat_11ABCDEFG0_ofTheTestsAndNobodyElse'
export const REPO = 'octo/shop'

/** A GitHub with one repository, and the credential that may write to it. */
export async function openShop(
  files: Record<string, string> = { 'README.md': 'a   shop\n', 'src/a.txt': 'a\n' },
  options: { drafts?: boolean; seed?: number } = {},
): Promise<GitHubDouble> {
  const { drafts = true, seed = 1 } = options
  const double = await openGitHubDouble({ seed })
  await double.world.addRepository(REPO, { files, drafts, private: true })
  double.world.addToken(TOKEN, {
    login: 'octo',
    repositories: 'all',
    permissions: {
      metadata: 'read',
      contents: 'write',
      pull_requests: 'write',
      issues: 'write',
      checks: 'read',
      statuses: 'read',
    },
  })
  return double
}

export const settingsOf = (double: GitHubDouble, token: string = TOKEN): Record<string, string> => ({
  GITHUB_API_URL: double.apiUrl,
  ...(token === '' ? {} : { GITHUB_TOKEN: token }),
})

export interface OnGitHub {
  double: GitHubDouble
  product: Product
  repoId: string
}

/** The product with that repository registered; both are gone when the test is over. */
export async function startOnGitHub(
  database: DatabaseName,
  options: { token?: string; drafts?: boolean } = {},
): Promise<OnGitHub> {
  const double = await openShop(undefined, options)
  onTestFinished(() => double.close())
  const product = await startProduct(database, settingsOf(double, options.token))
  return { double, product, repoId: await addShop(product) }
}

export async function addShop({ client }: Product): Promise<string> {
  const { status, body } = await client.request('POST', '/api/repos', { fullName: REPO, depth: 'all' })
  expect(status, JSON.stringify(body)).toBe(201)
  return body.id
}

/** What pm-bot must never do, and what the double must not be at fault for. */
export function assertGoodManners({ log }: GitHubDouble): void {
  expect(log.violations()).toEqual([])
  expect(log.problems()).toEqual([])
  expect(log.pushes().filter(({ forced }) => forced)).toEqual([])
}

/** Asks for a sync and waits until `holds` does. */
export async function syncUntil(
  { client }: Product,
  repoId: string,
  holds: () => Promise<boolean>,
): Promise<void> {
  for (const deadline = Date.now() + 20_000; ; ) {
    await client.request('POST', `/api/repos/${repoId}/sync`, {})
    for (let look = 0; look < 40; look++) {
      if (await holds()) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    if (Date.now() > deadline) throw new Error(`not within 20 s: ${holds}`)
  }
}
