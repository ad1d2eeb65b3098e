import type { GitHubCheck } from '@pm-bot/domain'
import { readFields } from './fields.ts'

export function readCheckRun(raw: unknown): GitHubCheck {
  const run = readFields(raw, 'check-runs')
  const status = run.string('status')
  return {
    name: run.string('name'),
    // GitHub has `waiting`, `requested` and `pending` as well, and means by each that it has not begun.
    status: status === 'completed' || status === 'in_progress' ? status : 'queued',
    conclusion: status === 'completed' ? run.text('conclusion') : null,
    url: run.text('html_url'),
  }
}

/** What reported results before there were check runs, and still does in many places. */
export function readCommitStatus(raw: unknown): GitHubCheck {
  const status = readFields(raw, 'status')
  const state = status.oneOf('state', ['error', 'failure', 'pending', 'success'])
  return {
    name: status.string('context'),
    status: state === 'pending' ? 'in_progress' : 'completed',
    conclusion: state === 'pending' ? null : state === 'success' ? 'success' : 'failure',
    url: status.text('target_url'),
  }
}
