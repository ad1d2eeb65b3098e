import {
  DomainError,
  FollowUpBody,
  type PublishOperation,
  type PullRequestView,
  type RunView,
  shortName,
} from '@pm-bot/domain'
import { listInbox, type Reader } from '@pm-bot/store'
import { Type } from 'typebox'
import { refusals, view } from '../answers.ts'
import { type Api, type ApiContext, OPERATOR } from '../api-context.ts'
import { type Command, command } from '../command.ts'
import { KeyHeaders } from '../command-headers.ts'
import { proposeRun } from '../propose-run.ts'
import { findRun, RunParams } from './runs.ts'

const tags = ['runs']
const NoBody = Type.Object({}, { additionalProperties: false })

/** What can be asked for about a run's pull request; each is a decision in the inbox before anything is written. */
const REQUESTS = {
  close: {
    operationId: 'closePullRequest',
    summary: "Ask to close a run's pull request; it happens when the item in the inbox is approved",
    operation: ({ number }: PullRequestView): PublishOperation => ({ op: 'close', number }),
  },
  'delete-branch': {
    operationId: 'deleteRunBranch',
    summary: "Ask to delete a run's branch on GitHub; it happens when the item in the inbox is approved",
    operation: ({ branch, headSha }: PullRequestView): PublishOperation => ({
      op: 'delete-branch',
      branch: shortName(branch),
      sha: headSha,
    }),
  },
} as const

export function pullRequestRoutes(api: Api, context: ApiContext): void {
  const { database } = context.store

  for (const [name, { operationId, summary, operation }] of Object.entries(REQUESTS)) {
    api.post(
      `/api/runs/:runId/pull-request/${name}`,
      {
        schema: {
          tags,
          operationId,
          summary,
          params: RunParams,
          headers: KeyHeaders,
          body: NoBody,
          response: { 201: view('InboxItemView'), ...refusals(404) },
        },
      },
      (request, reply) =>
        command(context, request, reply, async () => {
          const run = await findRun(database, request.params.runId)
          return proposal(ownerOf(run), [operation(pullRequestOf(run))])
        }),
    )
  }

  api.post(
    '/api/runs/:runId/follow-up',
    {
      schema: {
        tags,
        operationId: 'followUpRun',
        summary: 'Propose a run that goes on from the branch of this one, e.g. to address a review',
        params: RunParams,
        headers: KeyHeaders,
        body: FollowUpBody,
        response: { 201: view('RunView'), ...refusals(404) },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const run = await findRun(database, request.params.runId)
        const { number, state } = pullRequestOf(run)
        if (state !== 'open') throw new DomainError('invalid_spec', `pull request #${number} is ${state}`)
        const { goal = `Address the review of pull request #${number}`, spec = run.spec } = request.body
        return await proposeRun(context, { ...run, goal, spec }, { follows: ownerOf(run) })
      }),
  )
}

/** The run that opened the pull request, and keeps it. */
const ownerOf = ({ id, follows }: RunView): string => follows ?? id

/** @throws DomainError */
function pullRequestOf({ pullRequest }: RunView): PullRequestView {
  if (pullRequest) return pullRequest
  throw new DomainError('not_found', 'this run has no pull request')
}

const proposal = (runId: string, operations: PublishOperation[]): Command => ({
  to: { kind: 'run', key: runId },
  message: { type: 'propose-publish', operations, by: OPERATOR } as Command['message'],
  done: 201,
  view: (read) => newestItem(read, runId),
})

/** Its ids grow with time. */
async function newestItem(read: Reader, runId: string) {
  const { items } = await listInbox(read, { limit: 1, kind: ['publish'], runId })
  return items[0]
}
