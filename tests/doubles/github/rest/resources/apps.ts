import { randomBytes } from 'node:crypto'
import type { Permissions } from '../../contract/accounts-world.ts'
import { appShape, installationShape } from '../../shapes/app-shape.ts'
import { repositoryShape } from '../../shapes/repository-shape.ts'
import { fullNameOf } from '../../state/find.ts'
import type { Installation, Repository } from '../../state/records.ts'
import type { State } from '../../state/state.ts'
import { isoTime } from '../../state/times.ts'
import { asApp, asInstallation, repositoryOf } from '../access.ts'
import { ApiError, notFound } from '../api-error.ts'
import { cutPage, page } from '../page.ts'
import { rightsOf } from '../rights.ts'
import type { RestRequest, Route } from '../route.ts'

export const getApp: Route = asApp(({ state, viewer }) => ({
  status: 200,
  body: { ...appShape(state, viewer.app!), installations_count: installationsOf(state, viewer.app).length },
}))

export const listInstallations: Route = asApp((request) =>
  page(request, installationsOf(request.state, request.viewer.app), (each) =>
    installationShape(request.state, each),
  ),
)

export const getInstallation: Route = asApp((request) => ({
  status: 200,
  body: installationShape(request.state, installationOf(request)),
}))

export const getRepositoryInstallation: Route = asApp((request) => {
  const repository = repositoryOf(request)
  const found = installationsOf(request.state, request.viewer.app).find((each) => covers(each, repository))
  if (!found) throw notFound()
  return { status: 200, body: installationShape(request.state, found) }
})

interface TokenBody {
  repositories?: string[]
  repository_ids?: number[]
  permissions?: Permissions
}

/** A token for what the installation covers, or for less. */
export const createInstallationToken: Route = asApp((request) => {
  const { state } = request
  const installation = installationOf(request)
  if (installation.suspendedAt !== null) throw new ApiError(403, 'This installation has been suspended')
  const body = (request.body ?? {}) as TokenBody
  const chosen = chosenRepositories(state, installation, body)
  const permissions = chosenPermissions(installation, body.permissions)
  const token = `ghs_${randomBytes(27).toString('base64url').replaceAll(/[-_]/g, 'x')}`
  const expiresAt = Date.now() + state.tokenLifetimeMs
  state.installationTokens.set(token, {
    installation,
    repositories: chosen ? new Set(chosen) : 'all',
    permissions,
    expiresAt,
  })
  const selected = chosen !== undefined || installation.repositories !== 'all'
  return {
    status: 201,
    body: {
      token,
      expires_at: isoTime(expiresAt),
      permissions,
      repository_selection: selected ? 'selected' : 'all',
      ...(chosen && { repositories: chosen.map((each) => repositoryShape(state, each)) }),
    },
  }
})

export const listInstallationRepositories: Route = asInstallation((request) => {
  const { state, viewer } = request
  const found = [...state.repositories.values()]
    .filter((each) => viewer.covers(each))
    .toSorted((a, b) => fullNameOf(a).localeCompare(fullNameOf(b)))
  const { items, headers } = cutPage(request, found)
  return {
    status: 200,
    headers,
    body: {
      total_count: found.length,
      repository_selection: viewer.installation?.repositories === 'all' ? 'all' : 'selected',
      repositories: items.map((each) => repositoryShape(state, each, rightsOf(viewer, each))),
    },
  }
})

const installationsOf = (state: State, app: RestRequest['viewer']['app']) =>
  [...state.installations.values()].filter((each) => each.app === app)

function installationOf({ state, viewer, params }: RestRequest): Installation {
  const found = state.installations.get(Number(params.installation_id))
  if (!found || found.app !== viewer.app) throw notFound()
  return found
}

const covers = ({ account, repositories }: Installation, repository: Repository) =>
  repository.owner === account && (repositories === 'all' || repositories.has(repository))

/** Undefined for all. */
function chosenRepositories(
  state: State,
  installation: Installation,
  body: TokenBody,
): Repository[] | undefined {
  if (!body.repositories && !body.repository_ids) return undefined
  const all = [...state.repositories.values()].filter((each) => covers(installation, each))
  const named = (body.repositories ?? []).map((name) => all.find((each) => each.name === name))
  const numbered = (body.repository_ids ?? []).map((id) => all.find((each) => each.id === id))
  return [...named, ...numbered].map((each) => {
    if (each) return each
    throw new ApiError(
      422,
      'There is at least one repository that does not exist or is not accessible to the parent installation.',
    )
  })
}

function chosenPermissions({ permissions }: Installation, wanted: Permissions | undefined): Permissions {
  for (const [name, level] of Object.entries(wanted ?? {})) {
    if (permissions[name] === 'write' || permissions[name] === level) continue
    throw new ApiError(422, 'The permissions requested are not granted to this installation.')
  }
  return wanted ?? permissions
}
