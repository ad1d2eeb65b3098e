import { retry } from '@octokit/plugin-retry'
import { throttling } from '@octokit/plugin-throttling'
import { Octokit } from '@octokit/rest'
import type { OutboundSettings } from '@pm-bot/domain'
import { wayOut } from '@pm-bot/outbound'
import { makeFetch } from './fetch-whole.ts'

export interface OctokitOptions {
  apiUrl: URL
  /** Of pm-bot, for the user agent. */
  version: string
  /** Off in tests: writes follow each other at once, and reads are tried again without a pause. */
  pace: boolean
  outbound: OutboundSettings
}

const API_VERSION = '2022-11-28'

/** A secondary limit that asks for more is told to whoever asked, who has better to do than to wait. */
const LONGEST_WAIT_SECONDS = 10

const noLog = { debug() {}, info() {}, warn() {}, error() {} }

const PacedOctokit = Octokit.plugin(throttling, retry)

export type PacedOctokit = InstanceType<typeof PacedOctokit>

/** Octokit without a credential: each request brings its own. Writes go one at a time, at least a second apart. */
export function createOctokit({ apiUrl, version, pace, outbound }: OctokitOptions): PacedOctokit {
  const octokit = new PacedOctokit({
    baseUrl: apiUrl.href.replace(/\/$/, ''),
    userAgent: `pm-bot/${version}`,
    log: noLog,
    request: { fetch: makeFetch(wayOut(outbound)) },
    throttle: {
      enabled: pace,
      onRateLimit: () => false,
      onSecondaryRateLimit: (retryAfter, _options, _octokit, retryCount) =>
        retryAfter <= LONGEST_WAIT_SECONDS && retryCount < 2,
    },
    retry: {
      retries: 2,
      doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451],
      ...(pace ? {} : { retryAfterBaseValue: 0 }),
    },
  })
  octokit.hook.before('request', (options) => {
    options.headers['x-github-api-version'] = API_VERSION
  })
  return octokit
}
