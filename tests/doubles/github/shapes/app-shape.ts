import type { App, Installation } from '../state/records.ts'
import type { State } from '../state/state.ts'
import { isoTime, isoTimeOrNull } from '../state/times.ts'
import { nodeId } from './node-id.ts'
import { userShape } from './user-shape.ts'

const EVENTS = ['check_run', 'issue_comment', 'issues', 'pull_request', 'pull_request_review']

/** `integration`, GitHub's inner name of an App. */
export function appShape(state: State, app: App) {
  return {
    id: app.id,
    client_id: clientId(app),
    slug: app.slug,
    node_id: nodeId('A', app.id),
    owner: userShape(state, app.owner),
    name: app.name,
    description: '',
    external_url: `${state.url}/apps/${app.slug}`,
    html_url: `${state.url}/apps/${app.slug}`,
    created_at: isoTime(app.createdAt),
    updated_at: isoTime(app.createdAt),
    permissions: app.permissions,
    events: EVENTS,
  }
}

export const clientId = ({ id }: App) => `Iv23li${id}`

export const appShapeOrNull = (state: State, app: App | null) => app && appShape(state, app)

export function installationShape(state: State, installation: Installation) {
  const { id, app, account } = installation
  const api = `${state.url}/api/v3`
  return {
    id,
    client_id: clientId(app),
    account: userShape(state, account),
    repository_selection: installation.repositories === 'all' ? 'all' : 'selected',
    access_tokens_url: `${api}/app/installations/${id}/access_tokens`,
    repositories_url: `${api}/installation/repositories`,
    html_url: `${state.url}/settings/installations/${id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: installation.permissions,
    events: EVENTS,
    created_at: isoTime(installation.createdAt),
    updated_at: isoTime(installation.createdAt),
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: installation.suspendedAt === null ? null : userShape(state, account),
    suspended_at: isoTimeOrNull(installation.suspendedAt),
  }
}
