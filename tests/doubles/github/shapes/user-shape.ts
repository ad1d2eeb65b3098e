import type { Account } from '../state/records.ts'
import type { State } from '../state/state.ts'
import { isoTime } from '../state/times.ts'
import { nodeId } from './node-id.ts'

/** `simple-user`, as it stands in every other answer. */
export function userShape({ url: host }: State, { id, login, type }: Account) {
  const url = `${host}/api/v3/users/${encodeURIComponent(login)}`
  return {
    login,
    id,
    node_id: nodeId('U', id),
    avatar_url: `${host}/avatars/u/${id}?v=4`,
    gravatar_id: '',
    url,
    html_url: `${host}/${type === 'Bot' ? `apps/${login.replace('[bot]', '')}` : login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    user_view_type: 'public',
    site_admin: false,
  }
}

export const userOrNull = (state: State, account: Account | null) => account && userShape(state, account)

/** What one is told of oneself. */
export function ownUserShape(state: State, account: Account, counts: { open: number; private: number }) {
  const at = isoTime(account.createdAt)
  return {
    ...userShape(state, account),
    user_view_type: 'private',
    name: account.name,
    company: null,
    blog: '',
    location: null,
    email: null,
    notification_email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: counts.open,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: at,
    updated_at: at,
    private_gists: 0,
    total_private_repos: counts.private,
    owned_private_repos: counts.private,
    disk_usage: 0,
    collaborators: 0,
    two_factor_authentication: true,
    plan: { name: 'free', space: 976_562_499, collaborators: 0, private_repos: 10_000 },
  }
}
