/** The deliveries that are compared with GitHub's description, by event and action. */
export const WEBHOOK_SCHEMAS = [
  'ping',
  'issues-opened',
  'issues-closed',
  'issues-reopened',
  'issue-comment-created',
  'pull-request-opened',
  'pull-request-synchronize',
  'pull-request-closed',
  'pull-request-review-submitted',
  'check-run-completed',
] as const
