import { canonicalJson } from '../values/canonical-json.ts'
import { DomainError } from '../values/errors.ts'
import type { Redactor } from '../values/redact.ts'

const MOST_BYTES = 256 * 1024

/**
 * What says where a message comes from and what it is about. With another of these it would be
 * another message: an approval of something else, or the outcome of somebody else's work.
 */
const FIXED = [
  'type',
  'by',
  'runId',
  'workspaceId',
  'repoId',
  'repo',
  'path',
  'fullName',
  'effectId',
  'verb',
  'outcome',
  'attempt',
  'baseSha',
  'state',
  'status',
  'itemId',
  'action',
  'version',
  'ifVersion',
  'unfinishedRuns',
  'subjectHash',
  'retryOf',
  'scheduleId',
  'contentHash',
  'content',
  'proposal',
  'permission',
  'grantId',
  'origin',
  'forkOf',
] as const

/** Members of this message that an edit must leave as they are. */
export const fixedMembersOf = (body: unknown): string[] =>
  isObject(body) ? FIXED.filter((name) => Object.hasOwn(body, name)) : []

/** @throws DomainError when this is no edit of that message */
export function checkEdit(
  original: unknown,
  edited: Record<string, unknown>,
  redactor: Pick<Redactor, 'json'>,
): void {
  if (!isObject(original)) {
    throw new DomainError('action_not_allowed', 'this message is not a JSON object and cannot be edited')
  }
  if (Buffer.byteLength(JSON.stringify(edited)) > MOST_BYTES) {
    throw new DomainError('invalid_spec', '“body” may have at most 256 kB', {
      errors: [{ in: 'body', path: 'body', message: 'may have at most 256 kB' }],
    })
  }
  // What was shown is masked: whoever sends it back would put the mask in the secret's place.
  if (canonicalJson(redactor.json(original)) !== canonicalJson(original)) {
    throw new DomainError(
      'action_not_allowed',
      'this message holds something that is not shown, so it cannot be edited; retry or skip it',
    )
  }
  const other = FIXED.find((name) => member(original, name) !== member(edited, name))
  if (other) {
    throw new DomainError(
      'action_not_allowed',
      `“${other}” says what this message is or where it came from, and stays as it is`,
      { field: other },
    )
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const member = (body: Record<string, unknown>, name: string): string | undefined =>
  Object.hasOwn(body, name) ? canonicalJson(body[name]) : undefined
