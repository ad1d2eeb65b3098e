import {
  type GitHubWriter,
  markerOf,
  type OperationReport,
  type PullRequestPlan,
  type PullRequestState,
  shortName,
} from '@pm-bot/domain'

/** The pull request of an approved branch; a draft where the repository takes any. */
export async function openPullRequest(
  writer: GitHubWriter,
  decisionId: string,
  { fullName, base, title, body, labels }: PullRequestPlan,
  branch: string,
  commitSha: string,
): Promise<{ report: OperationReport; state: PullRequestState }> {
  const marker = markerOf(decisionId, 'pull-request')
  const head = shortName(branch)
  const text = `${body}\n\n${marker}`
  const pull = await writer.ensurePullRequest({
    fullName,
    head,
    base,
    title,
    body: text,
    draft: true,
    labels,
    marker,
  })
  const kind = pull.draft
    ? 'draft pull request'
    : 'pull request, labelled “draft” because drafts are refused,'
  const report: OperationReport = {
    op: 'open-pull-request',
    status: pull.adopted ? 'adopted' : 'done',
    detail: `${kind} #${pull.number} is ${pull.state}`,
    url: pull.url,
  }
  const { number, url, state, draft } = pull
  const checks = { total: 0, failed: 0, pending: 0 }
  return {
    report,
    state: { number, url, state, draft, headSha: commitSha, checks, review: 'none', seen: [] },
  }
}
