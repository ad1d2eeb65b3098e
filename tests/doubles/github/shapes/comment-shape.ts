import { associationOf } from '../state/accounts.ts'
import type { Comment, Repository } from '../state/records.ts'
import type { State } from '../state/state.ts'
import { isoTime } from '../state/times.ts'
import { appShapeOrNull } from './app-shape.ts'
import { apiOf, pageOf } from './links.ts'
import { nodeId } from './node-id.ts'
import { reactionsShape } from './reactions-shape.ts'
import { userShape } from './user-shape.ts'

export function commentShape(state: State, repository: Repository, comment: Comment) {
  const { id, issue } = comment
  const url = `${apiOf(state, repository)}/issues/comments/${id}`
  const page = `${pageOf(state, repository)}/${issue.pull ? 'pull' : 'issues'}/${issue.number}`
  return {
    url,
    html_url: `${page}#issuecomment-${id}`,
    issue_url: `${apiOf(state, repository)}/issues/${issue.number}`,
    id,
    node_id: nodeId('IC', id),
    user: userShape(state, comment.author),
    created_at: isoTime(comment.createdAt),
    updated_at: isoTime(comment.updatedAt),
    body: comment.body,
    author_association: associationOf(repository, comment.author),
    reactions: reactionsShape(url),
    performed_via_github_app: appShapeOrNull(state, comment.viaApp),
  }
}
