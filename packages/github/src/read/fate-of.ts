import { GitHubRefusedError } from '@pm-bot/domain'
import { readRepo } from '../parse/repo.ts'
import type { AskRepo } from './in-repo.ts'

/**
 * A redirect means two things: the repository has another name, or the issue another repository. A 404 means two as
 * well, so that the repository is looked at before an issue is called gone. @throws GitHubRefusedError when it is not seen
 */
export async function fateOf(
  askRepo: AskRepo,
  fullName: string,
  number: number,
): Promise<'there' | 'deleted' | 'transferred'> {
  const first = await fateAt(askRepo, fullName, number)
  if (first === 'there' || first === 'deleted') return first
  const { fullName: name } = readRepo((await askRepo(fullName, 'GET ')).data)
  const isRenamed = name.toLowerCase() !== fullName.toLowerCase()
  const fate = isRenamed ? await fateAt(askRepo, name, number) : first
  return fate === 'missing' ? 'deleted' : fate
}

type Fate = 'there' | 'deleted' | 'missing' | 'transferred'

async function fateAt(askRepo: AskRepo, fullName: string, number: number): Promise<Fate> {
  try {
    const parameters = { issue_number: number }
    const { status } = await askRepo(fullName, 'GET /issues/{issue_number}', { parameters, follow: false })
    return status < 300 ? 'there' : 'transferred'
  } catch (error) {
    if (!(error instanceof GitHubRefusedError)) throw error
    if (error.status === 404) return 'missing'
    // The same answer is given where issues are switched off; then nothing is known of this one.
    if (error.status === 410 && !/\bdisabled\b/i.test(error.message)) return 'deleted'
    throw error
  }
}
