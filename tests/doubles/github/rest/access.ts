import type { Level } from '../contract/accounts-world.ts'
import type { Repository } from '../state/records.ts'
import type { State } from '../state/state.ts'
import { ApiError, moved, notFound } from './api-error.ts'
import { assertBody } from './assert-body.ts'
import type { RepositoryRoute, RestRequest, Route } from './route.ts'
import type { Viewer } from './viewer.ts'

export const sees = (viewer: Viewer, repository: Repository) =>
  !repository.private || viewer.covers(repository)

/**
 * For who sees the repository and has one of these permissions there. What a token cannot see is
 * not found, and what is public can be read by all.
 */
export function inRepository(permissions: string[], level: Level, route: RepositoryRoute): Route {
  return async (request) => {
    const { viewer } = request
    const repository = repositoryOf(request)
    if (viewer.kind === 'app') throw new ApiError(403, 'Resource not accessible by integration')
    if (level === 'write') assertMayWrite(request, repository)
    const isPublicRead = level === 'read' && !repository.private
    const granted = permissions.some((permission) => viewer.has(permission, level))
    if (!isPublicRead && !(viewer.covers(repository) && granted)) throw forbidden(viewer, permissions, level)
    assertBody(request)
    return await route(request, repository)
  }
}

/** Thrown 404 hides what may not be seen; a former name leads to the new one. */
export function repositoryOf({ state, params, viewer, path, endpoint }: RestRequest): Repository {
  const { owner = '', repo = '' } = params
  const repository = find(state, `${owner}/${repo}`)
  if (!repository) {
    const renamed = state.renamed.get(`${owner}/${repo}`.toLowerCase())
    if (!renamed || !sees(viewer, renamed)) throw notFound()
    const rest = path
      .split('/')
      .slice(4)
      .map((part) => `/${part}`)
    const location = `${state.url}/api/v3/repositories/${renamed.id}${rest.join('')}`
    throw moved(endpoint.startsWith('GET') ? 301 : 307, location)
  }
  // An App may ask by its JWT whether it is installed there.
  if (viewer.kind !== 'app' && !sees(viewer, repository)) throw notFound()
  return repository
}

const find = (state: State, fullName: string) => state.repositories.get(fullName.toLowerCase())

function assertMayWrite({ viewer }: RestRequest, { archived }: Repository): void {
  if (viewer.kind === 'anonymous') throw new ApiError(401, 'Requires authentication')
  if (archived) throw new ApiError(403, 'Repository was archived so is read-only.')
}

function forbidden(viewer: Viewer, permissions: string[], level: Level): ApiError {
  const by = viewer.kind === 'installation' ? 'integration' : 'personal access token'
  const accepted = permissions.map((permission) => `${permission}=${level}`).join('; ')
  return new ApiError(403, `Resource not accessible by ${by}`, {
    headers: { 'x-accepted-github-permissions': accepted },
  })
}

/** For people. */
export function asUser(route: Route): Route {
  return (request) => {
    if (request.viewer.kind === 'anonymous') throw new ApiError(401, 'Requires authentication')
    if (request.viewer.kind !== 'user') throw new ApiError(403, 'Resource not accessible by integration')
    return route(request)
  }
}

/** For who holds the private key of an App. */
export function asApp(route: Route): Route {
  return (request) => {
    if (request.viewer.kind !== 'app') throw new ApiError(401, 'A JSON web token could not be decoded')
    assertBody(request)
    return route(request)
  }
}

export function asInstallation(route: Route): Route {
  return (request) => {
    if (request.viewer.kind === 'anonymous') throw new ApiError(401, 'Requires authentication')
    if (request.viewer.kind !== 'installation') {
      throw new ApiError(
        403,
        'You must authenticate with an installation access token in order to list repositories for an installation.',
      )
    }
    return route(request)
  }
}
