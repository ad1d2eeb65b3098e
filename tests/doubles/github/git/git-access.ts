import type { IncomingMessage } from 'node:http'
import { sees } from '../rest/access.ts'
import { identify } from '../rest/identify.ts'
import type { Viewer } from '../rest/viewer.ts'
import type { Repository } from '../state/records.ts'
import type { State } from '../state/state.ts'

export type GitAccess =
  | { viewer: Viewer; repository: Repository }
  | { viewer: Viewer; status: number; text: string; headers?: Record<string, string> }

const CHALLENGE = { 'www-authenticate': 'Basic realm="GitHub"' }

/** Whether who asks may fetch from, or push to, the repository of this name. */
export function gitAccess(
  state: State,
  request: IncomingMessage,
  fullName: string,
  isPush: boolean,
): GitAccess {
  const { viewer, refusal } = identify(state, request)
  if (refusal || viewer.kind === 'app') {
    return { viewer, status: 401, text: 'Invalid username or token.', headers: CHALLENGE }
  }
  const repository =
    state.repositories.get(fullName.toLowerCase()) ?? state.renamed.get(fullName.toLowerCase())
  if (viewer.kind === 'anonymous' && (isPush || !repository || repository.private)) {
    return { viewer, status: 401, text: 'Repository not found.', headers: CHALLENGE }
  }
  if (!repository || !sees(viewer, repository)) return { viewer, status: 404, text: 'Repository not found.' }
  const level = isPush ? 'write' : 'read'
  const granted = viewer.covers(repository) && viewer.has('contents', level)
  if (!granted && (isPush || repository.private)) {
    return { viewer, status: 403, text: 'Write access to repository not granted.' }
  }
  if (isPush && repository.archived) {
    return { viewer, status: 403, text: 'This repository was archived so it is read-only.' }
  }
  return { viewer, repository }
}
