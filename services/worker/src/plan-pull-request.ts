import type { PullRequestPlan, RunAgentPayload } from '@pm-bot/domain'
import { sourceOf } from './clone-path.ts'
import type { WorkerContext } from './worker-context.ts'

const LONGEST_TITLE = 200

/** What a change becomes on GitHub, to be approved with its bytes; undefined for a repository of this machine. */
export async function planPullRequest(
  { git, data, redactor, publicUrl }: Pick<WorkerContext, 'git' | 'data' | 'redactor' | 'publicUrl'>,
  { runId, repo, goal }: Pick<RunAgentPayload, 'runId' | 'repo' | 'goal'>,
  message: string,
): Promise<PullRequestPlan | undefined> {
  if (repo.source !== 'github') return undefined
  const { branch } = await git.inspect(sourceOf(data, repo))
  const [title = ''] = message.trim().split('\n')
  const link =
    publicUrl === null
      ? `Run ${runId} of pm-bot.`
      : `[The run in pm-bot](${new URL(`runs/${runId}`, publicUrl)})`
  return {
    fullName: repo.fullName,
    base: branch ?? 'main',
    title: redactor.text(title).slice(0, LONGEST_TITLE) || 'Change',
    body: `${redactor.text(goal)}\n\n${link}`,
    labels: ['pm-bot'],
  }
}
