import type { KnownTag } from '@pm-bot/domain'
import type { Answer, Ask } from '../ask/ask.ts'

export const PER_PAGE = 100

export interface RepoQuestion {
  parameters?: Readonly<Record<string, unknown>>
  known?: KnownTag | undefined
  follow?: boolean
}

/** Asks about, or writes to, one repository with the credential that reaches it. */
export type AskRepo = (fullName: string, route: string, question?: RepoQuestion) => Promise<Answer>

/** @returns a function that takes routes behind `/repos/{owner}/{repo}`: `GET /issues` */
export function inRepo(ask: Ask): AskRepo {
  return async (fullName, route, { parameters, ...question } = {}) => {
    const [method, path = ''] = route.split(' ')
    const [owner, repo] = fullName.split('/')
    return await ask({
      ...question,
      purpose: { for: 'repository', fullName },
      route: `${method} /repos/{owner}/{repo}${path}`,
      parameters: { owner, repo, ...parameters },
    })
  }
}

/** All items of a list, page after page. */
export async function allPages<Item>(
  askPage: (page: { page: number; per_page: number }) => Promise<{ items: Item[]; hasNext: boolean }>,
): Promise<Item[]> {
  const items: Item[] = []
  for (let page = 1; ; page++) {
    const found = await askPage({ page, per_page: PER_PAGE })
    items.push(...found.items)
    if (!found.hasNext) return items
  }
}
