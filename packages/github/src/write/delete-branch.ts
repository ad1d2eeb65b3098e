import { type Ensured, GitHubRefusedError, type GitHubWriter } from '@pm-bot/domain'
import { readFields } from '../parse/fields.ts'
import type { AskRepo } from '../read/in-repo.ts'

/** Branches of runs; no other is ever deleted. */
const OWN_BRANCH = /^pm-bot\/./

/**
 * GitHub takes no expected commit with the request, so that a push in the moment between the look and the
 * deletion goes with the branch; its commit stays on GitHub, and the pull request names it.
 */
export async function deleteBranch(
  askRepo: AskRepo,
  { fullName, branch, sha }: Parameters<GitHubWriter['deleteBranch']>[0],
): Promise<Ensured> {
  if (!OWN_BRANCH.test(branch))
    throw new GitHubRefusedError(422, `pm-bot deletes only branches of its own, not ${branch}.`, null)
  const tip = await tipOf(askRepo, fullName, branch)
  if (tip === null) return { adopted: true }
  if (tip !== sha)
    throw new GitHubRefusedError(
      422,
      `The branch ${branch} is at ${tip.slice(0, 12)} and not at ${sha.slice(0, 12)} any more: somebody pushed to it.`,
      'Look at what was pushed, and delete the branch on GitHub if it is not needed.',
    )
  try {
    await askRepo(fullName, 'DELETE /git/refs/{ref}', { parameters: { ref: `heads/${branch}` } })
    return { adopted: false }
  } catch (error) {
    if (error instanceof GitHubRefusedError && isMissing(error)) return { adopted: true }
    throw error
  }
}

async function tipOf(askRepo: AskRepo, fullName: string, branch: string): Promise<string | null> {
  try {
    const route = 'GET /git/ref/{ref}'
    const { data } = await askRepo(fullName, route, { parameters: { ref: `heads/${branch}` } })
    return readFields(data, route).part('object').string('sha')
  } catch (error) {
    if (!(error instanceof GitHubRefusedError && error.status === 404)) throw error
    // A 404 says as well that the repository cannot be seen; then this is refused.
    await askRepo(fullName, 'GET ')
    return null
  }
}

const isMissing = ({ status, message }: GitHubRefusedError): boolean =>
  status === 404 || (status === 422 && /\bdoes not exist\b/i.test(message))
