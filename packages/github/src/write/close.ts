import type { Ensured, GitHubWriter } from '@pm-bot/domain'
import { readIssue } from '../parse/issue.ts'
import type { AskRepo } from '../read/in-repo.ts'

/** A pull request is closed as the issue that it also is. */
export async function close(
  askRepo: AskRepo,
  { fullName, number }: Parameters<GitHubWriter['close']>[0],
): Promise<Ensured> {
  const parameters = { issue_number: number }
  const { data } = await askRepo(fullName, 'GET /issues/{issue_number}', { parameters })
  if (readIssue(data).state === 'closed') return { adopted: true }
  await askRepo(fullName, 'PATCH /issues/{issue_number}', { parameters: { ...parameters, state: 'closed' } })
  return { adopted: false }
}
