import { generateKeyPairSync } from 'node:crypto'
import type { GitHub, GitHubSettings, GitHubWriter } from '@pm-bot/domain'
import { expect, onTestFinished } from 'vitest'
import {
  type GitHubDouble,
  type GitHubDoubleOptions,
  openGitHubDouble,
  type Permissions,
} from '../../../tests/doubles/github/index.ts'
import { openGitHub } from './open-github.ts'

export const SHOP = 'mona/shop'
export const TOKEN = 'ghp_notarealtokenbutofthatshape0123456789'

export const ALL_PERMISSIONS: Permissions = {
  metadata: 'read',
  contents: 'write',
  issues: 'write',
  pull_requests: 'write',
  statuses: 'read',
  checks: 'read',
}

/** A GitHub on loopback with one private repository, and a token that may do in it all that pm-bot does. */
export async function openShop(options: GitHubDoubleOptions = {}): Promise<GitHubDouble> {
  const double = await openGitHubDouble(options)
  onTestFinished(async () => {
    const problems = double.log.problems()
    const violations = double.log.violations()
    await double.close()
    expect({ problems, violations }).toEqual({ problems: [], violations: [] })
  })
  await double.world.addRepository(SHOP, { private: true, files: { 'README.md': '# Shop\n' } })
  double.world.addToken(TOKEN, { login: 'mona', repositories: 'all', permissions: ALL_PERMISSIONS })
  return double
}

export interface Opened {
  github: GitHub
  writer: GitHubWriter
}

/** By the token unless another credential is named. */
export function openAs(
  double: { apiUrl: string },
  credential: Partial<Pick<GitHubSettings, 'token' | 'app'>> = {},
): Opened {
  const settings = { token: TOKEN, app: null, ...credential, apiUrl: new URL(double.apiUrl) }
  const { github, writer } = openGitHub(settings, { version: '1.2.3', pace: false })
  return {
    github,
    get writer() {
      if (!writer) throw new Error('Nobody writes without a credential.')
      return writer
    },
  }
}

export const appKeys = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    // As GitHub gives it.
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  })

/** What a rejected promise was rejected with. */
export const failureOf = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    (value) => {
      throw new Error(`It was answered: ${JSON.stringify(value)}`)
    },
    (error: Error) => error,
  )
