import { GitHubLimitError, GitHubRefusedError, RemoteRefusedError } from '@pm-bot/domain'
import { RetryLater } from '@pm-bot/runtime'

/** GitHub, or git on its way there, said no. */
export type Refusal = GitHubRefusedError | RemoteRefusedError

export const isRefusal = (error: unknown): error is Refusal =>
  error instanceof GitHubRefusedError || error instanceof RemoteRefusedError

export const wordsOf = ({ message, hint }: Refusal): string => [message, hint].filter(Boolean).join(' ')

/** A limit is waited for and spends no attempt; a refusal is told with what cures it. */
export function asTrouble(error: unknown): unknown {
  if (error instanceof GitHubLimitError) {
    return new RetryLater(error.message, Math.max(1000, Date.parse(error.until) - Date.now()))
  }
  return isRefusal(error) ? new Error(wordsOf(error), { cause: error }) : error
}
