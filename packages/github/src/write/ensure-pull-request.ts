import { type EnsuredPull, type GitHubPull, GitHubRefusedError, type GitHubWriter } from '@pm-bot/domain'
import { readPull } from '../parse/pull.ts'
import { pageOf } from '../read/conditional.ts'
import { type AskRepo, allPages } from '../read/in-repo.ts'
import { addLabels } from './labels.ts'
import { bodyOf, withMarker } from './traces.ts'

type Wish = Parameters<GitHubWriter['ensurePullRequest']>[0]

/** Says on a pull request what GitHub does not let it say of itself. */
const DRAFT_LABEL = 'draft'

export async function ensurePullRequest(askRepo: AskRepo, wish: Wish): Promise<EnsuredPull> {
  const earlier = await findOwn(askRepo, wish)
  const { pull, adopted } = earlier ? { pull: earlier, adopted: true } : await open(askRepo, wish)
  const labels =
    wish.draft && !pull.draft && pull.state === 'open' ? [...wish.labels, DRAFT_LABEL] : wish.labels
  await addLabels(askRepo, { fullName: wish.fullName, number: pull.number, labels }).catch((error) => {
    if (!(error instanceof GitHubRefusedError)) throw error
    const message = `Pull request #${pull.number} is ${pull.state}, and its labels were refused: ${error.message}`
    throw new GitHubRefusedError(error.status, message, error.hint)
  })
  const { number, url, draft, state, head } = pull
  return { adopted, number, url, draft, headSha: head.sha, state }
}

/** @throws GitHubRefusedError when a branch of ours has somebody else's pull request */
async function findOwn(askRepo: AskRepo, { fullName, head, marker }: Wish): Promise<GitHubPull | undefined> {
  const [owner] = fullName.split('/')
  const parameters = { head: `${owner}:${head}`, state: 'all' }
  const listed = await allPages(async (page) =>
    pageOf(
      'GET /pulls',
      readPull,
    )(await askRepo(fullName, 'GET /pulls', { parameters: { ...parameters, ...page } })),
  )
  // A filter that GitHub cannot read lets everything through.
  const here = listed.filter((pull) => pull.head.ref === head)
  const own = here.filter((pull) => bodyOf(pull).includes(marker))
  const found = own.find(({ state }) => state === 'open') ?? own[0]
  const [foreign] = here
  if (found || !foreign) return found
  throw new GitHubRefusedError(
    422,
    `The branch ${head} has a pull request, #${foreign.number}, that pm-bot did not open for this.`,
    'Close it and delete the branch on GitHub, or propose the change again.',
  )
}

async function open(askRepo: AskRepo, wish: Wish): Promise<{ pull: GitHubPull; adopted: boolean }> {
  try {
    return { pull: await post(askRepo, wish, wish.draft), adopted: false }
  } catch (error) {
    if (!(error instanceof GitHubRefusedError) || error.status !== 422) throw error
    if (wish.draft && /\bdraft\b/i.test(error.message))
      return { pull: await post(askRepo, wish, false), adopted: false }
    if (!/\balready exists\b/i.test(error.message)) throw error
    const found = await findOwn(askRepo, wish)
    // The list lags behind at times: the next attempt will see it.
    if (!found) throw new Error(`GitHub says and does not show that ${wish.head} has a pull request.`)
    return { pull: found, adopted: true }
  }
}

async function post(askRepo: AskRepo, wish: Wish, draft: boolean): Promise<GitHubPull> {
  const { fullName, head, base, title, marker } = wish
  const parameters = { head, base, title, body: withMarker(wish.body, marker), draft }
  return readPull((await askRepo(fullName, 'POST /pulls', { parameters })).data)
}
