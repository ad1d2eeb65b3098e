import { GitHubLimitError, GitHubRefusedError, type KnownTag, type RateSnapshot } from '@pm-bot/domain'
import { ANONYMOUS, type Credential, type Credentials, type Purpose } from '../auth/credential.ts'
import type { PacedOctokit } from './create-octokit.ts'
import { hasNextPage } from './links.ts'
import { rateSnapshot } from './rate-snapshot.ts'
import { type Call, type RawAnswer, send } from './send.ts'

export interface Question extends Call {
  purpose: Purpose
  /** What is known already; asked for with its tag if that is this credential's. */
  known?: KnownTag | undefined
}

export interface Answer extends RawAnswer {
  /** The answer's tag, for whom it is; null where GitHub gave none. */
  tag: KnownTag | null
  hasNext: boolean
  rate: RateSnapshot | null
}

export type Ask = (question: Question) => Promise<Answer>

/** Asks with the right credential, tells whether GitHub wants to be left alone, and leaves it alone. */
export function makeAsk(octokit: () => Promise<PacedOctokit>, credentials: Credentials): Ask {
  /** By identity. */
  const limits = new Map<string, GitHubLimitError>()

  async function sendOnce({ known, ...question }: Question, credential: Credential): Promise<Answer> {
    const limit = limits.get(credential.identity)
    if (limit && Date.parse(limit.until) > Date.now())
      throw new GitHubLimitError(limit.message, limit.until, limit.rate)
    limits.delete(credential.identity)
    try {
      const etag = known?.identity === credential.identity ? known.etag : null
      const answer = await send(await octokit(), credentials.auth, credential, { ...question, etag })
      return withTag(answer, credential.identity)
    } catch (error) {
      if (error instanceof GitHubLimitError) limits.set(credential.identity, error)
      throw error
    }
  }

  return async (question) => {
    const credential = await credentials.get(question.purpose)
    if (credentials.auth === 'app' && credential === ANONYMOUS && !question.route.startsWith('GET ')) {
      const message = 'The App is not installed for this repository, so that nothing can be written there.'
      throw new GitHubRefusedError(404, message, 'Install it there: on GitHub, on the page of the App.')
    }
    try {
      return await sendOnce(question, credential)
    } catch (error) {
      // A 401 was not applied, so a write may be sent again.
      const isRejected = error instanceof GitHubRefusedError && error.status === 401
      if (!isRejected || !credentials.reject(question.purpose, credential)) throw error
      return await sendOnce(question, await credentials.get(question.purpose))
    }
  }
}

function withTag(answer: RawAnswer, identity: string): Answer {
  const { etag, link } = answer.headers
  return {
    ...answer,
    tag: typeof etag === 'string' ? { identity, etag } : null,
    hasNext: hasNextPage(typeof link === 'string' ? link : undefined),
    rate: rateSnapshot(answer.headers),
  }
}
