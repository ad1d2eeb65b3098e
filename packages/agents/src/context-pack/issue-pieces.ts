import type { CachedIssue, CachedIssueSummary } from '@pm-bot/domain'
import { type ContextPiece, pieceOf } from './context-piece.ts'

/** An issue or pull request and its conversation, each with who said it. */
export function issuePieces(issue: CachedIssue): ContextPiece[] {
  const name = `${issue.kind === 'pr' ? 'pull request' : 'issue'} #${issue.number}`
  const labels = issue.labels.length > 0 ? issue.labels.join(', ') : 'none'
  const head = `${issue.title}\n(${issue.state}; labels: ${labels})\n\n${issue.body}`
  return [
    pieceOf(name, head, { trust: 'outside', author: issue.author, association: issue.association }),
    ...issue.comments.map(({ author, association, body, at }, index) =>
      pieceOf(`comment ${index + 1} on ${name}${at === null ? '' : `, ${at}`}`, body, {
        trust: 'outside',
        author,
        association,
      }),
    ),
  ]
}

/** A list of issues, a line each. */
export function issueListPiece(query: string, issues: readonly CachedIssueSummary[]): ContextPiece {
  const lines = issues.map(
    ({ number, kind, title, state, author, association, labels }) =>
      `#${number} ${kind} ${state} by ${author ?? 'nobody'} (${association}) [${labels.join(', ')}]: ${title}`,
  )
  return pieceOf(`issues found for “${query}”`, lines.join('\n') || 'none', { trust: 'outside' })
}
