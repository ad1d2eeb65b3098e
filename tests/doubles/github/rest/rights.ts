import type { Rights } from '../shapes/repository-shape.ts'
import type { Repository } from '../state/records.ts'
import type { Viewer } from './viewer.ts'

/** What `permissions` of a repository tells a token; nothing to who has none. */
export function rightsOf(viewer: Viewer, repository: Repository): Rights | undefined {
  if (viewer.kind === 'anonymous') return undefined
  const push = viewer.covers(repository) && viewer.has('contents', 'write')
  return { admin: push && viewer.account === repository.owner, push }
}
