import type { GitHubWriter } from '@pm-bot/domain'
import { WriteRefused } from './apply/write-refused.ts'
import type { WorkerContext } from './worker-context.ts'

/** @throws WriteRefused that says what is missing */
export function assertMayWrite({ githubWriter }: Pick<WorkerContext, 'githubWriter'>): GitHubWriter {
  if (githubWriter) return githubWriter
  throw new WriteRefused(
    'There is no credential for GitHub; nothing was written. Set GITHUB_TOKEN, or GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY_FILE, start pm-bot again, and retry the run.',
  )
}
