import type { CachedIssueSummary } from '@pm-bot/domain'
import { fence } from '../context-pack/fence.ts'
import { ToolError, type ToolPerformer } from './tool-performer.ts'

const FOUND = 20
const MAX_TEXT = 20_000
const MAX_CHARACTERS = 50_000

export const readIssue: ToolPerformer = {
  async perform(args, { workbench }) {
    const { number } = args as { number: number }
    const issue = await workbench.readIssue(number)
    if (issue === undefined) {
      throw new ToolError(
        `#${number} is not in the cache of this repository. Look for others with search_issues.`,
      )
    }
    await workbench.taint(['untrusted-text'])
    const texts = [
      fence(`#${number} by ${writer(issue)}`, `${headOf(issue)}\n\n${shortened(issue.body)}`),
      ...issue.comments.map((comment) =>
        fence(`comment by ${writer(comment)}${comment.at ? `, ${comment.at}` : ''}`, shortened(comment.body)),
      ),
    ]
    return bounded(texts)
  },
}

export const searchIssues: ToolPerformer = {
  async perform(args, { workbench }) {
    const { query, most = FOUND } = args as { query: string; most?: number }
    const found = await workbench.searchIssues(query, most)
    if (found.length === 0) return 'Nothing was found.'
    await workbench.taint(['untrusted-text'])
    return bounded(found.map((issue) => fence(`#${issue.number} by ${writer(issue)}`, headOf(issue))))
  },
}

const headOf = ({ kind, title, state, labels, updatedAt }: CachedIssueSummary): string =>
  [
    `${kind === 'pr' ? 'Pull request' : 'Issue'}: ${title}`,
    `${state}, last changed ${updatedAt}`,
    ...(labels.length > 0 ? [`labels: ${labels.join(', ')}`] : []),
  ].join('\n')

const writer = ({ author, association }: { author: string | null; association: string }): string =>
  `${author ?? 'nobody known'} (${association})`

const shortened = (text: string): string =>
  text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}\n[${text.length - MAX_TEXT} more characters]`

/** Whole texts, as many as there is room for. */
function bounded(texts: readonly string[]): string {
  const shown: string[] = []
  let room = MAX_CHARACTERS
  for (const text of texts) {
    room -= text.length
    if (room < 0) break
    shown.push(text)
  }
  if (shown.length < texts.length) shown.push(`[${texts.length - shown.length} more are left out.]`)
  return shown.join('\n\n')
}
