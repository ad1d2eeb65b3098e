export type WebhookEvent =
  | 'ping'
  | 'issues'
  | 'issue_comment'
  | 'pull_request'
  | 'pull_request_review'
  | 'check_run'

export interface Delivery {
  url: string
  secret: string
  /** A fresh one unless named. */
  deliveryId?: string
  /** Sent instead of the right one; null for none. */
  signature?: string | null
}

export interface Delivered {
  status: number
  deliveryId: string
  milliseconds: number
}

export interface Webhooks {
  /** Posts it signed. Resolves with what was answered, within GitHub's ten seconds. */
  deliver(event: WebhookEvent, payload: unknown, delivery: Delivery): Promise<Delivered>
  ping(fullName: string): unknown
  issues(fullName: string, number: number, action: string): unknown
  issueComment(fullName: string, commentId: number, action: string): unknown
  pullRequest(fullName: string, number: number, action: string): Promise<unknown>
  pullRequestReview(fullName: string, reviewId: number, action: string): unknown
  checkRun(fullName: string, checkRunId: number, action: string): unknown
}
