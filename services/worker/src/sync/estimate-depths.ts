import type { GitHubCounts, ImportDepth, ImportEstimateView } from '@pm-bot/domain'

/** At most, of one look at how many there are. */
export const REQUESTS_OF_COUNT = 6
/** The repository, its labels, the ends of lists. */
const BESIDES = 6
const PAGE = 100

type DepthEstimate = ImportEstimateView['depths'][number]

/**
 * What each depth holds, by two looks: at everything, and at what changed within 90 days. Half a year is taken for
 * twice that, and what is open for spoken about as much as the rest.
 */
export function estimateDepths(whole: GitHubCounts, ninetyDays: GitHubCounts): DepthEstimate[] {
  const share = whole.all === 0 ? 0 : Math.min(1, whole.open / whole.all)
  const partOf = (counts: GitHubCounts, part: number): Parts => ({
    objects: Math.min(whole.all, Math.round(counts.all * part)),
    pulls: Math.min(whole.pulls, Math.round(counts.pulls * part)),
    comments: Math.min(whole.comments, Math.round(counts.comments * part)),
    reviewComments: Math.min(whole.reviewComments, Math.round(counts.reviewComments * part)),
  })
  return [
    depthEstimate('open', { ...partOf(whole, share), objects: whole.open }),
    depthEstimate('90-days', partOf(ninetyDays, 1)),
    depthEstimate('180-days', partOf(ninetyDays, 2)),
    depthEstimate('all', partOf(whole, 1)),
  ]
}

interface Parts {
  objects: number
  pulls: number
  comments: number
  reviewComments: number
}

function depthEstimate(
  depth: ImportDepth,
  { objects, pulls, comments, reviewComments }: Parts,
): DepthEstimate {
  const pages = [objects, Math.min(pulls, objects), comments, reviewComments].map((n) => Math.ceil(n / PAGE))
  return {
    depth,
    objects,
    comments: comments + reviewComments,
    requests: pages.reduce((a, b) => a + b, BESIDES),
  }
}
