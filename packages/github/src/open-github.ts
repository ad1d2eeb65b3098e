import {
  DIRECT,
  type GitHub,
  type GitHubSettings,
  type GitHubWriter,
  type OutboundSettings,
} from '@pm-bot/domain'
import { makeAsk } from './ask/ask.ts'
import { openCredentials } from './auth/open-credentials.ts'
import { readChecks } from './read/check-runs.ts'
import { readConnection } from './read/connection.ts'
import { count } from './read/count.ts'
import { fateOf } from './read/fate-of.ts'
import { inRepo } from './read/in-repo.ts'
import { readLists } from './read/lists.ts'
import { remote } from './read/remote.ts'
import { readSingle } from './read/single.ts'
import { visibleRepos } from './read/visible-repos.ts'
import { makeWriter } from './write/make-writer.ts'

export interface GitHubOptions {
  /** Of pm-bot, for the user agent. */
  version: string
  /** False in tests: no second between writes, no pause before a read is tried again. */
  pace?: boolean
  /** What lies on the way to GitHub; nothing unless named. */
  outbound?: OutboundSettings
}

/** Answers the domain's ports by Octokit. Nothing is loaded and nobody is asked before the first question. */
export function openGitHub(
  settings: Pick<GitHubSettings, 'apiUrl' | 'token' | 'app'>,
  { version, pace = true, outbound = DIRECT }: GitHubOptions,
): { github: GitHub; writer: GitHubWriter | null } {
  const { apiUrl } = settings
  const octokit = once(async () =>
    (await import('./ask/create-octokit.ts')).createOctokit({ apiUrl, version, pace, outbound }),
  )
  const credentials = openCredentials(settings, octokit)
  const ask = makeAsk(octokit, credentials)
  const askRepo = inRepo(ask)

  return {
    github: {
      ...readLists(askRepo),
      ...readSingle(askRepo),
      connection: () => readConnection(ask, credentials.auth),
      visibleRepos: (signal) => visibleRepos(ask, credentials.auth, signal),
      count: (fullName, since) => count(ask, fullName, since),
      checkRuns: (fullName, headSha, known) => readChecks(askRepo, fullName, headSha, known ?? null),
      fateOf: (fullName, number) => fateOf(askRepo, fullName, number),
      remote: (fullName) => remote(credentials, apiUrl, fullName),
    },
    writer: credentials.auth === 'none' ? null : makeWriter(askRepo),
  }
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined
  return () => {
    made ??= make()
    return made
  }
}
