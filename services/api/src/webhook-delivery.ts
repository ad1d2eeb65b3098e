import { DomainError, sha256Hex } from '@pm-bot/domain'
import type { Delivery } from '@pm-bot/store'

/** Of what is kept here: other events say nothing that a sync would find. */
const HINTS: ReadonlySet<string> = new Set([
  'check_run',
  'check_suite',
  'create',
  'delete',
  'issue_comment',
  'issues',
  'label',
  'public',
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
  'pull_request_review_thread',
  'push',
  'repository',
  'status',
  'workflow_run',
])

export const isHint = (event: string): boolean => HINTS.has(event)

/** A delivery whose signature was good. @throws DomainError when it is none of GitHub's all the same */
export function readDelivery(headers: Record<string, unknown>, body: Uint8Array): Delivery {
  return {
    deliveryId: wordOf(headers, 'x-github-delivery', /^[\x21-\x7e]{1,100}$/),
    bodyHash: sha256Hex(body),
    event: wordOf(headers, 'x-github-event', /^[a-z0-9_.]{1,100}$/),
    fullName: fullNameIn(body),
  }
}

function wordOf(headers: Record<string, unknown>, name: string, shape: RegExp): string {
  const value = headers[name]
  if (typeof value === 'string' && shape.test(value)) return value
  throw new DomainError('bad_request', `${name} is missing, or not as GitHub sends it`)
}

/** Null for what concerns no repository, or an organisation as a whole. */
function fullNameIn(body: Uint8Array): string | null {
  let payload: unknown
  try {
    payload = JSON.parse(Buffer.from(body).toString())
  } catch {
    throw new DomainError('bad_request', 'the body is not JSON; let the webhook send application/json')
  }
  const repository = memberOf(payload, 'repository')
  const name = memberOf(repository, 'full_name')
  return typeof name === 'string' && /^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(name) ? name : null
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
