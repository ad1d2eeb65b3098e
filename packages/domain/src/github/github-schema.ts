import { type Static, Type } from 'typebox'
import { IMPORT_DEPTHS } from '../repo/repo-sync.ts'
import { RateView, SyncErrorView } from '../repo/repo-sync-schema.ts'
import { PageQuery } from '../values/api-schema.ts'
import { Id, nullable, oneOf, strict, Time, text } from '../values/schema-parts.ts'

const FullName = Type.String({ minLength: 3, maxLength: 200, description: 'owner/name' })

export const GitHubView = Type.Object({
  /** Whether, and how, a credential is set. */
  auth: oneOf(['none', 'token', 'app'] as const),
  apiUrl: Type.String(),
  webhooks: Type.Boolean({ description: 'Whether a secret for webhooks is set.' }),
  /** Null until somebody asked GitHub. */
  connection: nullable(
    Type.Object({
      login: nullable(Type.String()),
      installations: Type.Array(Type.String()),
      expiresAt: nullable(Time),
      scopes: nullable(Type.Array(Type.String())),
      rate: nullable(RateView),
      checkedAt: Time,
      repos: Type.Integer({ description: 'Repositories that the credential sees.' }),
    }),
  ),
  status: oneOf(['idle', 'checking'] as const),
  error: nullable(SyncErrorView),
})
export type GitHubView = Static<typeof GitHubView>

export const VisibleRepoView = Type.Object({
  fullName: Type.String(),
  private: Type.Boolean(),
  description: nullable(Type.String()),
  defaultBranch: Type.String(),
  archived: Type.Boolean(),
  canPush: Type.Boolean(),
  openIssues: Type.Integer(),
  pushedAt: nullable(Time),
  /** Of the repository here, once it is registered. */
  repoId: nullable(Id),
})
export type VisibleRepoView = Static<typeof VisibleRepoView>
export const VisibleReposQuery = Type.Object({ ...PageQuery.properties, q: Type.Optional(text(200)) }, strict)

export const EstimateBody = Type.Object({ fullName: FullName }, strict)
export const ImportEstimateView = Type.Object({
  fullName: Type.String(),
  status: oneOf(['waiting', 'ready', 'failed'] as const),
  error: nullable(SyncErrorView),
  /** For each depth: what is there, and what importing it asks of GitHub. */
  depths: Type.Array(
    Type.Object({
      depth: oneOf(IMPORT_DEPTHS),
      objects: Type.Integer(),
      comments: Type.Integer(),
      requests: Type.Integer(),
    }),
  ),
  rate: nullable(RateView),
  at: nullable(Time),
})
export type ImportEstimateView = Static<typeof ImportEstimateView>
export const EstimateQuery = Type.Object({ fullName: FullName }, strict)

export const GITHUB_OBJECT_KINDS = ['issue', 'pr'] as const
export const GITHUB_OBJECT_STATES = ['open', 'closed', 'merged', 'deleted', 'transferred'] as const

export const GitHubObjectParams = Type.Object({
  repoId: Id,
  kind: oneOf(GITHUB_OBJECT_KINDS),
  number: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
})

export const GitHubObjectView = Type.Object({
  id: Type.String(),
  repoId: Id,
  kind: oneOf(GITHUB_OBJECT_KINDS),
  number: Type.Integer(),
  title: Type.String(),
  state: oneOf(GITHUB_OBJECT_STATES),
  draft: Type.Boolean(),
  author: nullable(Type.String()),
  association: Type.String({ description: 'Whose words these are, as GitHub says: OWNER, MEMBER, NONE …' }),
  labels: Type.Array(Type.String()),
  comments: Type.Integer(),
  url: Type.String(),
  /** Of a pull request. */
  headRef: nullable(Type.String()),
  headSha: nullable(Type.String()),
  baseRef: nullable(Type.String()),
  createdAt: Time,
  updatedAt: Time,
  runId: nullable(Id),
})
export type GitHubObjectView = Static<typeof GitHubObjectView>

export const GitHubCommentView = Type.Object({
  id: Type.String(),
  kind: oneOf(['issue_comment', 'review_comment'] as const),
  author: nullable(Type.String()),
  association: Type.String(),
  body: Type.String(),
  path: nullable(Type.String()),
  line: nullable(Type.Integer()),
  url: Type.String(),
  createdAt: Time,
  updatedAt: Time,
})
export type GitHubCommentView = Static<typeof GitHubCommentView>

export const GitHubObjectDetailView = Type.Object({
  ...GitHubObjectView.properties,
  body: Type.String(),
  conversation: Type.Array(GitHubCommentView, { description: 'The newest 200, oldest first.' }),
})
export type GitHubObjectDetailView = Static<typeof GitHubObjectDetailView>

export const GitHubObjectsQuery = Type.Object(
  {
    ...PageQuery.properties,
    kind: Type.Optional(oneOf(GITHUB_OBJECT_KINDS)),
    state: Type.Optional(oneOf(GITHUB_OBJECT_STATES)),
    q: Type.Optional(text(200)),
  },
  strict,
)
