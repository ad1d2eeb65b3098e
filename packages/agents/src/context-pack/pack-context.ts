import { canonicalJson, DomainError, MASK, sha256Hex, type Taint } from '@pm-bot/domain'
import type { AgentContext } from '../agent-graph.ts'
import type { ContextWish } from '../loop/loop-agent.ts'
import { type ContextPiece, pieceOf, withheldPiece } from './context-piece.ts'
import { fitPieces } from './fit-pieces.ts'
import { issueListPiece, issuePieces } from './issue-pieces.ts'
import { type MayRead, repositoryPieces } from './repository-pieces.ts'

/** Of all texts together. */
const MOST_BYTES = 96 * 1024
const MOST_FOUND = 30

export interface ContextPack {
  pieces: readonly ContextPiece[]
  /** Its manifest and texts as one canonical file, and the SHA-256 of that. */
  canonical: string
  hash: string
  /** What it holds, in half a sentence. */
  summary: string
}

/**
 * What an agent begins with: the same from the same, in one order, in bounded size. What it has read is told to the run.
 * @throws DomainError where the issue that it is about is not in the cache
 */
export async function packContext(wish: ContextWish, context: AgentContext): Promise<ContextPack> {
  const { workbench, goal, redactor } = context
  const pieces = [pieceOf('goal', goal, { trust: 'operator' })]
  if (wish.question !== undefined) pieces.push(pieceOf('question', wish.question, { trust: 'operator' }))
  const taints: Taint[] = []
  if (wish.issueNumber !== undefined) {
    const issue = await workbench.readIssue(wish.issueNumber)
    if (!issue) throw new DomainError('invalid_spec', notCached(wish.issueNumber))
    pieces.push(...issuePieces(issue))
    taints.push('untrusted-text')
  }
  if (wish.query !== undefined) {
    pieces.push(issueListPiece(wish.query, await workbench.searchIssues(wish.query, MOST_FOUND)))
    taints.push('untrusted-text')
  }
  if (wish.repository) {
    const workDirectory = await workbench.workDirectory()
    const mayRead = reader(context)
    pieces.push(
      ...(await repositoryPieces(workDirectory, mayRead)),
      await logPiece(context, workDirectory, mayRead),
    )
    taints.push('private-content')
  }
  if (taints.length > 0) await workbench.taint(taints)

  const masked = pieces.map((piece) => {
    const text = redactor.text(piece.text)
    return { ...piece, text, masked: countOf(MASK, text) - countOf(MASK, piece.text) }
  })
  const fitted = fitPieces(masked, MOST_BYTES)
  const canonical = canonicalJson({ format: 'pm-bot-context/1', pieces: fitted })
  return { pieces: fitted, canonical, hash: sha256Hex(canonical), summary: summaryOf(fitted) }
}

/** What is packed for an agent is what it may read by itself: an issue and a query that its run names, the operator named. */
const reader =
  ({ workbench }: AgentContext): MayRead =>
  async (tool, args) =>
    (await workbench.judgeCall({ callId: `context-${tool}`, tool, args })).verdict === 'allow'

async function logPiece(
  { workbench, performers, signal }: AgentContext,
  workDirectory: string,
  mayRead: MayRead,
): Promise<ContextPiece> {
  if (!(await mayRead('git_log', {}))) return withheldPiece('recent commits', 'repository')
  const log = await performers.git_log.perform({}, { workbench, workDirectory, signal })
  return pieceOf('recent commits', log, { trust: 'repository' })
}

function summaryOf(pieces: readonly ContextPiece[]): string {
  const count = (status: ContextPiece['status']) => pieces.filter((piece) => piece.status === status).length
  const bytes = pieces.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
  const rest = [
    count('cut') > 0 ? `${count('cut')} cut short` : null,
    count('left-out') > 0 ? `${count('left-out')} left out` : null,
  ].filter((part) => part !== null)
  return [`${pieces.length} pieces, ${Math.ceil(bytes / 1024)} kB`, ...rest].join(', ')
}

const countOf = (part: string, text: string): number => text.split(part).length - 1

const notCached = (number: number) =>
  `Issue #${number} is not in the cache of this repository: let it sync first, or see whether the number is right.`
