import type { GitHubPage, GitHubRepo } from '@pm-bot/domain'
import type { Ask, Question } from '../ask/ask.ts'
import type { Credentials } from '../auth/credential.ts'
import { readFields, readList } from '../parse/fields.ts'
import { readRepo } from '../parse/repo.ts'
import { PER_PAGE } from './in-repo.ts'
import { listInstallations } from './installations.ts'

type RepoPages = AsyncGenerator<GitHubPage<GitHubRepo>, void>

export async function* visibleRepos(ask: Ask, auth: Credentials['auth'], signal?: AbortSignal): RepoPages {
  switch (auth) {
    case 'none':
      return
    case 'token':
      return yield* pages(ask, {
        purpose: { for: 'self' },
        route: 'GET /user/repos',
        parameters: { sort: 'pushed' },
        signal,
      })
    case 'app':
      for (const { id } of await listInstallations(ask)) {
        yield* pages(ask, {
          purpose: { for: 'installation', id },
          route: 'GET /installation/repositories',
          signal,
        })
      }
  }
}

async function* pages(ask: Ask, question: Question): RepoPages {
  for (let page = 1; ; page++) {
    const parameters = { ...question.parameters, page, per_page: PER_PAGE }
    const { data, hasNext } = await ask({ ...question, parameters })
    const list = Array.isArray(data) ? data : readFields(data, question.route).list('repositories')
    yield { items: readList(list, question.route).map(readRepo), hasNext }
    if (!hasNext) return
  }
}
