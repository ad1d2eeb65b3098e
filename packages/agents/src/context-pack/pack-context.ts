import {
  canonicalJson,
  DomainError,
  type Json,
  MASK,
  sha256Hex,
  type Taint,
  type ToolName,
  type ToolVerdict,
} from '@pm-bot/domain'
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
  const verdictOn = judge(context)
  if (wish.issueNumber !== undefined) {
    const number = wish.issueNumber
    const withheld = isDenied(await verdictOn('read_issue', { number }))
    pieces.push(...(withheld ? [withheldPiece(`#${number}`, 'outside')] : await namedIssue(context, number)))
    if (!withheld) taints.push('untrusted-text')
  }
  if (wish.query !== undefined) {
    const { query } = wish
    const withheld = isDenied(await verdictOn('search_issues', { query }))
    pieces.push(
      withheld
        ? withheldPiece(`issues found for “${query}”`, 'outside')
        : issueListPiece(query, await workbench.searchIssues(query, MOST_FOUND)),
    )
    if (!withheld) taints.push('untrusted-text')
  }
  if (wish.repository) {
    const workDirectory = await workbench.workDirectory()
    const mayRead: MayRead = async (tool, args) => (await verdictOn(tool, args)) === 'allow'
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

/** What is packed for an agent is what it may read by itself. */
const judge =
  ({ workbench }: AgentContext) =>
  async (tool: ToolName, args: Json): Promise<ToolVerdict['verdict']> =>
    (await workbench.judgeCall({ callId: `context-${tool}`, tool, args })).verdict

/** Of what the run's spec names, the operator was asked with its start. */
const isDenied = (verdict: ToolVerdict['verdict']): boolean => verdict === 'deny'

async function namedIssue({ workbench }: AgentContext, number: number): Promise<ContextPiece[]> {
  const issue = await workbench.readIssue(number)
  if (!issue) throw new DomainError('invalid_spec', notCached(number))
  return issuePieces(issue)
}

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
