import type { Repository } from '../state/records.ts'
import type { Answer, RestRequest } from './route.ts'

const DEFAULT_SIZE = 30
const LARGEST_SIZE = 100

/** The page of these that was asked for, with links to the others. */
export function page<T>(
  request: RestRequest,
  items: readonly T[],
  shape: (item: T) => unknown,
  repository?: Repository,
): Answer {
  const part = cutPage(request, items, repository)
  return { status: 200, body: part.items.map(shape), headers: part.headers }
}

export function cutPage<T>(request: RestRequest, items: readonly T[], repository?: Repository) {
  const size = Math.min(positive(request.query.get('per_page'), DEFAULT_SIZE), LARGEST_SIZE)
  const number = positive(request.query.get('page'), 1)
  const last = Math.max(1, Math.ceil(items.length / size))
  const link = linkHeader(request, number, last, repository)
  return {
    items: items.slice((number - 1) * size, number * size),
    headers: link === '' ? {} : { link },
  }
}

function positive(text: string | null, otherwise: number): number {
  const number = Number(text)
  return Number.isInteger(number) && number > 0 ? number : otherwise
}

/** GitHub's links name the repository by its id. */
function linkHeader(request: RestRequest, number: number, last: number, repository?: Repository): string {
  const { state, path, query } = request
  const rest = path
    .split('/')
    .slice(4)
    .map((part) => `/${part}`)
  const place = repository ? `/repositories/${repository.id}${rest.join('')}` : path
  const link = (to: number, rel: string) => {
    const parameters = new URLSearchParams(query)
    parameters.set('page', String(to))
    return `<${state.url}/api/v3${place}?${parameters}>; rel="${rel}"`
  }
  const links = []
  if (number > 1) links.push(link(Math.min(number - 1, last), 'prev'))
  if (number < last) links.push(link(number + 1, 'next'), link(last, 'last'))
  if (number > 1) links.push(link(1, 'first'))
  return links.join(', ')
}
