import type { CommentsWorld } from '../contract/comments-world.ts'
import { associationOf } from '../state/accounts.ts'
import { addComment, deleteComment, editComment } from '../state/comments.ts'
import { commentById, issueNumbered, repositoryNamed } from '../state/find.ts'
import type { State } from '../state/state.ts'
import { isoTime } from '../state/times.ts'
import { writtenBy } from '../state/written-by.ts'

export const commentsWorld = (state: State): CommentsWorld => ({
  comment(fullName, number, comment) {
    const repository = repositoryNamed(state, fullName)
    const author = writtenBy(state, repository, comment)
    return addComment(state, repository, issueNumbered(repository, number), { body: comment.body, author }).id
  },
  editComment(fullName, id, body) {
    editComment(state, commentById(repositoryNamed(state, fullName), id), body)
  },
  deleteComment(fullName, id) {
    const repository = repositoryNamed(state, fullName)
    deleteComment(state, repository, commentById(repository, id))
  },
  comments(fullName, number) {
    const repository = repositoryNamed(state, fullName)
    return [...repository.comments.values()]
      .filter(({ issue }) => number === undefined || issue.number === number)
      .map(({ id, issue, author, body, createdAt, updatedAt }) => ({
        id,
        number: issue.number,
        author: author.login,
        authorAssociation: associationOf(repository, author),
        body,
        createdAt: isoTime(createdAt),
        updatedAt: isoTime(updatedAt),
      }))
  },
})
