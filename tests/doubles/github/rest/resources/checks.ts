import { resolveCommit } from '../../git/history.ts'
import { checkRunShape, combinedStatusShape } from '../../shapes/check-shape.ts'
import type { Repository } from '../../state/records.ts'
import { inRepository } from '../access.ts'
import { ApiError } from '../api-error.ts'
import { cutPage } from '../page.ts'
import type { RestRequest, Route } from '../route.ts'

/** A fine-grained personal token can never have `checks`: GitHub does not offer it. */
export const listCheckRuns: Route = inRepository(['checks'], 'read', async (request, repository) => {
  const sha = await commitOf(request, repository)
  const name = request.query.get('check_name')
  const status = request.query.get('status')
  const runs = [...repository.checkRuns.values()].filter(
    (run) =>
      run.sha === sha && (name === null || run.name === name) && (status === null || run.status === status),
  )
  const { items, headers } = cutPage(request, runs, repository)
  return {
    status: 200,
    headers,
    body: {
      total_count: runs.length,
      check_runs: items.map((run) => checkRunShape(request.state, repository, run)),
    },
  }
})

export const getCombinedStatus: Route = inRepository(['statuses'], 'read', async (request, repository) => ({
  status: 200,
  body: combinedStatusShape(request.state, repository, await commitOf(request, repository)),
}))

async function commitOf({ params }: RestRequest, { path, refs }: Repository): Promise<string> {
  const { ref = '' } = params
  const sha = refs.get(`refs/heads/${ref}`) ?? (await resolveCommit(path, ref))
  if (!sha) throw new ApiError(422, `No commit found for SHA: ${ref}`)
  return sha
}
