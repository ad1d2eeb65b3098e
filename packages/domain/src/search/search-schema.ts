import { type Static, Type } from 'typebox'
import { PageQuery } from '../values/api-schema.ts'
import { Id, nullable, oneOf, strict, Time, text } from '../values/schema-parts.ts'

export const SEARCH_KINDS = ['issue', 'pull_request', 'comment', 'run'] as const
export type SearchKind = (typeof SEARCH_KINDS)[number]

const Marks = Type.Array(Type.Object({ start: Type.Integer(), end: Type.Integer() }), {
  description: 'What was asked for: from where to before where, in UTF-16 units.',
})

export const SearchHit = Type.Object({
  id: Type.String(),
  kind: oneOf(SEARCH_KINDS),
  repoId: Id,
  repoName: Type.String(),
  /** Of an issue or pull request, also of the one that a comment is on. */
  number: nullable(Type.Integer()),
  /** What the number is the number of; null for a run, and where the cache does not know. */
  objectKind: nullable(oneOf(['issue', 'pr'] as const)),
  runId: nullable(Id),
  title: Type.String(),
  titleMarks: Marks,
  excerpt: Type.String({ description: 'Plain text as it was written; never HTML.' }),
  marks: Marks,
  /** How it stands: of an issue or pull request as GitHub says, of a run its status. */
  state: nullable(Type.String()),
  author: nullable(Type.String()),
  association: nullable(Type.String({ description: 'As GitHub says: OWNER, MEMBER, NONE …' })),
  trust: oneOf(['operator', 'repository', 'outside'] as const),
  updatedAt: Type.Unsafe<string>({ ...Time, description: 'Of a run: when it was proposed.' }),
})
export type SearchHit = Static<typeof SearchHit>

export const SearchQuery = Type.Object(
  {
    ...PageQuery.properties,
    q: text(200),
    kind: Type.Optional(oneOf(SEARCH_KINDS)),
    repoId: Type.Optional(Id),
    workspaceId: Type.Optional(Id),
  },
  strict,
)
