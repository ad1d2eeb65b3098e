import { GitHubRefusedError, type GitHubWriter } from '@pm-bot/domain'
import { pageOf } from '../read/conditional.ts'
import { type AskRepo, allPages } from '../read/in-repo.ts'
import { readTrace, type Trace, withMarker } from './traces.ts'

type Writes = Pick<GitHubWriter, 'ensureComment' | 'repairComments'>

export function writeComments(askRepo: AskRepo): Writes {
  /** Oldest first. */
  async function marked(fullName: string, number: number, marker: string): Promise<Trace[]> {
    const route = 'GET /issues/{issue_number}/comments'
    const listed = await allPages(async (page) =>
      pageOf(
        route,
        readTrace,
      )(await askRepo(fullName, route, { parameters: { issue_number: number, ...page } })),
    )
    return listed.filter(({ body }) => body.includes(marker)).sort((a, b) => a.id - b.id)
  }

  return {
    async ensureComment({ fullName, number, body, marker }) {
      const [earlier] = await marked(fullName, number, marker)
      if (earlier) return { adopted: true, url: earlier.url }
      const parameters = { issue_number: number, body: withMarker(body, marker) }
      const { data } = await askRepo(fullName, 'POST /issues/{issue_number}/comments', { parameters })
      return { adopted: false, url: readTrace(data).url }
    },

    async repairComments({ fullName, number, marker }) {
      const [first, ...later] = await marked(fullName, number, marker)
      // Somebody may have quoted the first one, marker and all: only what equals it is a second one.
      const doubles = later.filter(({ body, author }) => body === first?.body && author === first.author)
      for (const { id } of doubles) await remove(askRepo, fullName, id)
      return { removed: doubles.length }
    },
  }
}

async function remove(askRepo: AskRepo, fullName: string, id: number): Promise<void> {
  try {
    await askRepo(fullName, 'DELETE /issues/comments/{comment_id}', { parameters: { comment_id: id } })
  } catch (error) {
    if (!(error instanceof GitHubRefusedError && error.status === 404)) throw error
  }
}
