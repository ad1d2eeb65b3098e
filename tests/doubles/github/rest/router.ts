import { fullNameOf } from '../state/find.ts'
import type { State } from '../state/state.ts'
import { ENDPOINTS, type Endpoint } from './endpoints.ts'

export interface Match {
  endpoint: Endpoint
  params: Record<string, string>
}

const PATTERNS = ENDPOINTS.map((endpoint) => {
  const [method = '', path = ''] = endpoint.split(' ')
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const pattern = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => `(${segment(name)})`)
  return { endpoint, method, names, pattern: new RegExp(`^${pattern}$`) }
})

/** Numbers keep `issues/comments` apart from `issues/1`; the name of a branch has slashes. */
function segment(name: string): string {
  if (/_(number|id)$/.test(name)) return '\\d+'
  return name === 'ref' || name === 'branch' ? '.+' : '[^/]+'
}

export function matchEndpoint(method: string, path: string): Match | undefined {
  for (const { endpoint, method: wanted, names, pattern } of PATTERNS) {
    const found = method === wanted ? pattern.exec(path) : null
    if (found) {
      const values = found.slice(1).map(decodeURIComponent)
      return { endpoint, params: Object.fromEntries(names.map((name, at) => [name, values[at] ?? ''])) }
    }
  }
  return undefined
}

/** `/repositories/<id>/…`, as in links and redirects, by its name. */
export function byName(state: State, path: string): string {
  const [, id, rest = ''] = /^\/repositories\/(\d+)(\/.*)?$/.exec(path) ?? []
  const repository = [...state.repositories.values()].find((each) => String(each.id) === id)
  return repository ? `/repos/${fullNameOf(repository)}${rest}` : path
}
