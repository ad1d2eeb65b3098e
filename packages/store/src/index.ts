export * from './actors.ts'
export * from './artifacts.ts'
export * from './audit.ts'
export type { AuditFiles } from './audit-chain.ts'
export { type AuditFilters, eachAudit, listAudit } from './audit-list.ts'
export * from './audit-seal.ts'
export * from './audit-verify.ts'
export * from './backlog.ts'
export { listBudgets, listPrices, lookUpBudget } from './budgets.ts'
export * from './cached-objects.ts'
export * from './changed.ts'
export {
  type ChangesetsRequest,
  listChangesets,
  lookUpChangeset,
  lookUpFormerChangeset,
} from './changesets.ts'
export * from './data-directory.ts'
export { type Database, type Reader, readerOf, type Tx } from './database.ts'
export * from './decisions.ts'
export { AttemptLostError, type AttemptProof, ownsEffect } from './effects.ts'
export * from './ended-runs.ts'
export { examinePostgres, type PostgresFacts } from './examine-postgres.ts'
export { examineSqlite, type SqliteFacts } from './examine-sqlite.ts'
export { replaceComments, saveComments } from './github-comments.ts'
export { readConnection, saveConnection } from './github-connection.ts'
export { type Estimate, lookUpEstimate, saveEstimate } from './github-estimates.ts'
export { saveLabels } from './github-labels.ts'
export { listGitHubObjects, lookUpGitHubObject, type ObjectsRequest } from './github-objects.ts'
export { listVisibleRepos, saveVisibleRepos } from './github-visible-repos.ts'
export { GrantError, grantRuntimeRole } from './grant-runtime-role.ts'
export { listGrantSuggestions } from './grant-suggestions.ts'
export { listGrants, listGrantUses, lookUpGrant } from './grants.ts'
export * from './inbox-list.ts'
export { countInbox, listInboxDays } from './inbox-numbers.ts'
export * from './jobs.ts'
export { readMailboxes } from './mailboxes.ts'
export { DatabaseBehindError, DatabaseTooNewError, type SchemaState } from './migrate.ts'
export { listNotifiers, lookUpNotifier, readNotifier, stillWaiting } from './notifiers.ts'
export * from './open-store.ts'
export * from './open-to-read.ts'
export * from './parked-messages.ts'
export { isTransientPostgresError, openPool } from './postgres.ts'
export * from './process-metrics.ts'
export { pushKeysOf } from './push-keys.ts'
export * from './queue-samples.ts'
export * from './queues.ts'
export { createReaper, type ReaperLook, type Verdict } from './reaper.ts'
export {
  type ObjectCounts,
  readSyncState,
  type SyncState,
  type SyncStep,
  saveSyncStep,
} from './repo-sync-state.ts'
export { holdRepo, listRepos, lookUpRepo } from './repos.ts'
export { lookUpRequests } from './requests.ts'
export * from './retention.ts'
export * from './run-activity.ts'
export * from './run-checkpoints.ts'
export * from './run-events.ts'
export * from './run-leases.ts'
export {
  listOpenBranches,
  listRemarks,
  listRunPullRequests,
  markPullRequestSeen,
  type RunPullRequest,
  saveChecksSeen,
} from './run-pull-requests.ts'
export { lookUpRunBudget, type RunBudgetRow, readRunSpend } from './run-spend.ts'
export { listRunTemplates, lookUpRunTemplate } from './run-templates.ts'
export * from './run-work.ts'
export * from './runs.ts'
export { countSchedulesOf, listSchedules, lookUpSchedule } from './schedules.ts'
export { searchAll } from './search.ts'
export type { SearchRequest } from './search-places.ts'
export * from './sessions.ts'
export { readSpendHistory } from './spend-history.ts'
export { confirmStop } from './stopping-agents.ts'
export { storeTxOf } from './storage.ts'
export { sweepEffects } from './sweep-effects.ts'
export { untilIndexesBuilt } from './until-indexes-built.ts'
export * from './vault.ts'
export * from './webhook-deliveries.ts'
export * from './worker-list.ts'
export { type RegisteredWorker, registerWorker } from './workers.ts'
export { listWorkspaces, lookUpPause, lookUpWorkspace } from './workspaces.ts'
