import type { Association } from './accounts-world.ts'

export interface NewComment {
  body: string
  author?: string
  authorAssociation?: Association
}

export interface CommentView {
  id: number
  number: number
  author: string
  authorAssociation: Association
  body: string
  createdAt: string
  updatedAt: string
}

export interface CommentsWorld {
  /** On an issue or a pull request. Answers the id. */
  comment(fullName: string, number: number, comment: NewComment): number
  editComment(fullName: string, id: number, body: string): void
  deleteComment(fullName: string, id: number): void
  comments(fullName: string, number?: number): CommentView[]
}
