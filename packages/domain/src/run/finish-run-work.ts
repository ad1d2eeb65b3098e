import type { OperationReport } from '../changeset/publish.ts'
import { MAX_PARTS, openInterrupt, partsOf } from '../inbox/interrupt-items.ts'
import { changeStatus, changesetBecomes, type RuleContext } from './decide-run.ts'
import { evolveRun } from './evolve-run.ts'
import type { Run } from './run.ts'
import { answered, goOn } from './run-answers.ts'
import type { ApplyChangesetResult, RunWorkResult } from './run-effects.ts'
import { askedNoMore, failed } from './run-ends.ts'
import type { RunEvent } from './run-event.ts'
import { changesetItem } from './run-items.ts'
import { branchOf } from './run-publish-rules.ts'

/** What follows when long work of this run came back with a result. */
export function finishRunWork(
  run: Run,
  effectId: string,
  done: RunWorkResult,
  context: RuleContext,
): RunEvent[] {
  const ended: RunEvent = { type: 'work-ended', effectId, verb: done.verb, outcome: done.result.status }
  if (done.verb === 'apply-changeset') {
    return goOn(run, [ended, ...finishApply(evolveRun(run, ended), done.result, context)], context)
  }

  // A graph need not ask whether it may go on before its first end.
  const begun = run.status === 'approved' ? [changeStatus(run, 'running', 'The agent is at work.')] : []
  return [...begun, ended, ...finishAgent(begun.reduce(evolveRun, run), done.result, context)]
}

type AgentResult = Exclude<RunWorkResult, { verb: 'apply-changeset' }>['result']

function finishAgent(run: Run, result: AgentResult, context: RuleContext): RunEvent[] {
  const artifacts = result.artifacts.map((artifact): RunEvent => ({ type: 'artifact-stored', artifact }))
  switch (result.status) {
    case 'completed':
      return [...artifacts, changeStatus(run, 'completed', result.summary)]
    case 'failed':
      return [...artifacts, changeStatus(run, 'failed', sentence(result.reason))]
    case 'interrupted': {
      const parts = result.interrupts.reduce((sum, { request }) => sum + partsOf(request), 0)
      if (parts === 0 || parts > MAX_PARTS) {
        const reason = `The agent asked about ${parts} things at once; it can be answered from 1 to ${MAX_PARTS}.`
        return [...artifacts, changeStatus(run, 'failed', reason)]
      }
      return [
        ...artifacts,
        ...result.interrupts.flatMap((interrupt) => openInterrupt(run, interrupt, context)),
        changeStatus(run, 'blocked', 'Waiting for your decision.'),
      ]
    }
  }
}

/** What follows when long work could not be done at all. */
export function failRunWork(run: Run, effectId: string, error: string): RunEvent[] {
  const verb = run.work?.verb ?? 'run-agent'
  const changesetId = verb === 'apply-changeset' ? (approvedChangeset(run)?.draft.changesetId ?? null) : null
  return [
    { type: 'work-failed', effectId, verb, changesetId },
    ...(changesetId === null ? [] : [changesetBecomes(changesetId, 'failed', error)]),
    ...failed(run, error),
  ]
}

/** Agents and programs begin where they like; a status begins like a sentence. */
const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const approvedChangeset = (run: Run) =>
  Object.values(run.changesets).find(({ status }) => status === 'approved')

function finishApply(run: Run, result: ApplyChangesetResult, context: RuleContext): RunEvent[] {
  const approved = approvedChangeset(run)
  if (!approved) return [changeStatus(run, 'failed', 'The changeset that was approved is gone.')]
  const { draft, interrupt } = approved
  const fails = (reason: string): RunEvent[] => [
    changesetBecomes(draft.changesetId, 'failed', reason),
    ...failed(run, reason),
  ]

  switch (result.status) {
    case 'applied': {
      const applied = changesetBecomes(draft.changesetId, 'applied', null, result.commitSha)
      const published = publishedAs(run, draft.changesetId, result)
      if (!interrupt) {
        const committed = `Committed as ${result.commitSha}.`
        return [applied, ...published, changeStatus(run, 'completed', committed)]
      }
      const { decisionId = '' } = approved
      const answer = { action: 'approve' as const, decisionId, commitSha: result.commitSha }
      return [applied, ...published, answered(interrupt, answer)]
    }
    case 'rebased': {
      const patch = result.samePatch ? 'same' : 'different'
      const rebased = { patch, supersedes: draft.changesetId, formerBaseSha: draft.baseSha } as const
      const moved = 'The branch had moved; the change was carried over.'
      const events: RunEvent[] = [
        changesetBecomes(draft.changesetId, 'superseded', moved),
        { type: 'artifact-stored', artifact: result.draft.bundle },
        { type: 'artifact-stored', artifact: result.draft.patch },
      ]
      if (result.interdiff) events.push({ type: 'artifact-stored', artifact: result.interdiff })
      return [
        ...events,
        {
          type: 'changeset-proposed',
          draft: result.draft,
          interrupt,
          supersedes: draft.changesetId,
          interdiff: result.interdiff,
        },
        { type: 'item-opened', pending: changesetItem(run, result.draft, interrupt, context, rebased) },
        changeStatus(
          run,
          'blocked',
          `The branch had moved; confirm the change on its new base (${patch} patch).`,
        ),
      ]
    }
    case 'conflict':
      if (result.paths.length === 0) {
        const there = 'The branch had moved and holds this change already; nothing was left to write.'
        return [
          changesetBecomes(draft.changesetId, 'superseded', there),
          ...askedNoMore(run),
          changeStatus(run, 'completed', there),
        ]
      }
      return fails(
        `The branch moved to ${result.headSha.slice(0, 12)} and the change no longer fits there (${result.paths.join(', ')}). Retry the run on the new head.`,
      )
    case 'branch-taken':
      return fails(
        `The branch ${result.branch.replace('refs/heads/', '')} is taken by another commit (${result.sha.slice(0, 12)}); nothing was written.`,
      )
    case 'not-allowed': {
      const { operations = [], reason } = result
      return [...operationsReported(draft.changesetId, operations), ...fails(reason)]
    }
  }
}

const operationsReported = (changesetId: string, operations: OperationReport[]): RunEvent[] =>
  operations.length > 0 ? [{ type: 'operations-reported', operations, changesetId }] : []

/** What became of it on GitHub. */
function publishedAs(
  run: Run,
  changesetId: string,
  result: Extract<ApplyChangesetResult, { status: 'applied' }>,
): RunEvent[] {
  const { operations = [], pullRequest } = result
  const events = operationsReported(changesetId, operations)
  if (pullRequest) {
    const kind = pullRequest.draft ? 'Draft pull request' : 'Pull request'
    const what = `${kind} #${pullRequest.number} is ${pullRequest.state}`
    events.push({ type: 'pull-request-changed', pullRequest, branch: branchOf(run), what })
  }
  return events
}
