import * as domain from '@pm-bot/domain'
import { type Static, type TSchema, Type } from 'typebox'
import type { Api } from './api-context.ts'

/** The schemas that have a name in the OpenAPI document. */
const NAMED = {
  Problem: domain.Problem,
  WorkspaceView: domain.WorkspaceView,
  RepoView: domain.RepoView,
  GitHubView: domain.GitHubView,
  VisibleRepoView: domain.VisibleRepoView,
  ImportEstimateView: domain.ImportEstimateView,
  GitHubObjectView: domain.GitHubObjectView,
  GitHubObjectDetailView: domain.GitHubObjectDetailView,
  SearchHit: domain.SearchHit,
  GraphView: domain.GraphView,
  RunTemplateView: domain.RunTemplateView,
  ScheduleView: domain.ScheduleView,
  RunView: domain.RunView,
  RunEventPage: domain.RunEventPage,
  RunTransitionView: domain.RunTransitionView,
  RunCheckpointView: domain.RunCheckpointView,
  CheckpointStateView: domain.CheckpointStateView,
  RunWorkView: domain.RunWorkView,
  RunActivityView: domain.RunActivityView,
  ArtifactView: domain.ArtifactView,
  InboxItemView: domain.InboxItemView,
  InboxCountsView: domain.InboxCountsView,
  InboxDayView: domain.InboxDayView,
  DecisionsResult: domain.DecisionsResult,
  DecisionResult: domain.DecisionResult,
  ChangesetSummary: domain.ChangesetSummary,
  ChangesetView: domain.ChangesetView,
  BudgetView: domain.BudgetView,
  SpendHistoryView: domain.SpendHistoryView,
  PriceView: domain.PriceView,
  RunSpendView: domain.RunSpendView,
  ToolView: domain.ToolView,
  GrantView: domain.GrantView,
  GrantUseView: domain.GrantUseView,
  GrantSuggestionView: domain.GrantSuggestionView,
  NotifierView: domain.NotifierView,
  PushKeyView: domain.PushKeyView,
  AuditEventView: domain.AuditEventView,
  AuditVerdict: domain.AuditVerdict,
  HealthView: domain.HealthView,
  DoctorView: domain.DoctorView,
  SetupView: domain.SetupView,
  QueueView: domain.QueueView,
  QueueHistory: domain.QueueHistory,
  MailboxesView: domain.MailboxesView,
  MailboxHistory: domain.MailboxHistory,
  JobView: domain.JobView,
  RedriveResult: domain.RedriveResult,
  PurgeResult: domain.PurgeResult,
  ActorSummaryView: domain.ActorSummaryView,
  ActorView: domain.ActorView,
  MessageResult: domain.MessageResult,
  WorkerView: domain.WorkerView,
  MetaView: domain.MetaView,
  SessionView: domain.SessionView,
} satisfies Record<string, TSchema>
type Name = keyof typeof NAMED

export function addNamedSchemas(api: Api): void {
  for (const [name, schema] of Object.entries(NAMED)) api.addSchema({ ...schema, $id: name })
}

const named = <N extends Name>(name: N) => Type.Unsafe<Static<(typeof NAMED)[N]>>({ $ref: `${name}#` })

export const view = <N extends Name>(name: N, description = 'Done.') => ({ ...named(name), description })

export const pageOf = <N extends Name>(name: N) =>
  Type.Unsafe<domain.Page<Static<(typeof NAMED)[N]>>>({
    ...domain.page(named(name)),
    description: 'One page; `nextCursor` is null on the last.',
  })

const WORDS: Record<number, string> = {
  400: 'The request is not understood; the problem names the field.',
  401: 'Sign in first.',
  403: 'The request came by a foreign name or from a foreign page.',
  404: 'There is no such thing. Nothing was written.',
  409: 'Refused by a rule, or somebody was faster; the problem carries what stands now.',
  413: 'The body is larger than 1 MB, or of a webhook larger than 5 MB.',
  415: 'The body is not application/json.',
  422: 'Understood, but it cannot be so. Nothing was written.',
  429: 'Too many wrong passwords; see Retry-After.',
  500: 'A bug; the log has its cause under `requestId`.',
  503: 'Not at the moment; see Retry-After, and repeat with the same Idempotency-Key.',
}

/** The problems that a route may answer with; some may come from any route. */
export function problems(...statuses: number[]) {
  const all = [...new Set([400, 401, 403, 500, 503, ...statuses])]
  return Object.fromEntries(
    all.map((status) => [
      status,
      {
        description: WORDS[status] ?? '',
        content: { 'application/problem+json': { schema: { $ref: 'Problem#' } } },
      },
    ]),
    // biome-ignore lint/complexity/noBannedTypes: says nothing, so that a handler's type is its success alone.
  ) as {}
}

/** The problems of a command. */
export const refusals = (...statuses: number[]) => problems(409, 413, 415, 422, ...statuses)
