import { expect, onTestFinished } from 'vitest'
import { type GitHubDouble, openGitHubDouble } from '../doubles/github/index.ts'
import { type DatabaseName, type Product, shareProduct, startProduct } from './product.ts'

export const TOKEN = 'github_pat_11ABCDEFG0_ofTheTestsAndNobodyElse'
export const REPO = 'octo/shop'
const FILES = { 'README.md': 'a   shop\n', 'src/a.txt': 'a\n' }

/** A GitHub with one repository, and the credential that may write to it. */
export async function openShop(): Promise<GitHubDouble> {
  const double = await openGitHubDouble()
  await double.world.addRepository(REPO, { files: FILES, private: true })
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
  /** `owner/name`, of this test alone. */
  fullName: string
  repoId: string
}

/** A product and a GitHub of this test alone, which it may kill. */
export async function startOnGitHub(
  database: DatabaseName,
  options: { token?: string } = {},
): Promise<OnGitHub> {
  const double = await openShop()
  onTestFinished(() => double.close())
  const product = await startProduct(database, settingsOf(double, options.token))
  return { double, product, fullName: REPO, repoId: await addRepo(product, REPO) }
}

/** One product and one GitHub for all tests of a `describe`; each works in a repository of its own. */
export function shareGitHub(database: DatabaseName): (options?: { drafts?: boolean }) => Promise<OnGitHub> {
  let double: GitHubDouble
  let shops = 0
  const product = shareProduct(database, async (onEnd) => {
    double = await openShop()
    onEnd(() => double.close())
    return settingsOf(double)
  })
  return async ({ drafts = true } = {}) => {
    shops += 1
    const fullName = `octo/shop-${shops}`
    await double.world.addRepository(fullName, { files: FILES, drafts, private: true })
    double.log.clear()
    return { double, product: product(), fullName, repoId: await addRepo(product(), fullName) }
  }
}

async function addRepo({ client }: Product, fullName: string): Promise<string> {
  const { status, body } = await client.request('POST', '/api/repos', { fullName, depth: 'all' })
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
