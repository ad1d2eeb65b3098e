export type CheckConclusion =
  | 'success'
  | 'failure'
  | 'neutral'
  | 'cancelled'
  | 'skipped'
  | 'timed_out'
  | 'action_required'

export interface CheckRunState {
  name: string
  status?: 'queued' | 'in_progress' | 'completed'
  /** Of a completed one; `success` unless named. */
  conclusion?: CheckConclusion
  title?: string
  summary?: string
}

export interface CommitStatus {
  context: string
  state: 'error' | 'failure' | 'pending' | 'success'
  description?: string
  targetUrl?: string
}

/** `ref` is a branch or a sha. */
export interface ChecksWorld {
  /** One by this name at this commit is changed. Answers its id. */
  setCheckRun(fullName: string, ref: string, run: CheckRunState): number
  setStatus(fullName: string, ref: string, status: CommitStatus): number
}
