import { type Ensured, GitHubRefusedError, type GitHubWriter } from '@pm-bot/domain'
import { nameOfLabel } from '../parse/issue.ts'
import { pageOf } from '../read/conditional.ts'
import { type AskRepo, allPages } from '../read/in-repo.ts'

/** GitHub makes the labels that the repository lacks. */
export async function addLabels(
  askRepo: AskRepo,
  { fullName, number, labels }: Parameters<GitHubWriter['addLabels']>[0],
): Promise<Ensured> {
  if (labels.length === 0) return { adopted: true }
  const there = await labelsOf(askRepo, fullName, number)
  const missing = labels.filter((label) => !there.has(label.toLowerCase()))
  if (missing.length === 0) return { adopted: true }
  const parameters = { issue_number: number, labels: missing }
  await askRepo(fullName, 'POST /issues/{issue_number}/labels', { parameters })
  return { adopted: false }
}

export async function removeLabel(
  askRepo: AskRepo,
  { fullName, number, label }: Parameters<GitHubWriter['removeLabel']>[0],
): Promise<Ensured> {
  // Looked at first, because a 404 says as well that the issue cannot be seen.
  const there = await labelsOf(askRepo, fullName, number)
  if (!there.has(label.toLowerCase())) return { adopted: true }
  try {
    const parameters = { issue_number: number, name: label }
    await askRepo(fullName, 'DELETE /issues/{issue_number}/labels/{name}', { parameters })
    return { adopted: false }
  } catch (error) {
    if (error instanceof GitHubRefusedError && error.status === 404) return { adopted: true }
    throw error
  }
}

/** In lower case, for GitHub does not tell labels apart by it. */
async function labelsOf(askRepo: AskRepo, fullName: string, number: number): Promise<Set<string>> {
  const route = 'GET /issues/{issue_number}/labels'
  const names = await allPages(async (page) =>
    pageOf(
      route,
      nameOfLabel,
    )(await askRepo(fullName, route, { parameters: { issue_number: number, ...page } })),
  )
  return new Set(names.map((name) => name.toLowerCase()))
}
