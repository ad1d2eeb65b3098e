import type { ChangedFile } from '../git/changed-files.ts'
import type { Repository } from '../state/records.ts'
import type { State } from '../state/state.ts'
import { apiOf, pageOf } from './links.ts'

/** `diff-entry`. */
export function fileShape(state: State, repository: Repository, head: string, file: ChangedFile) {
  const name = file.filename.split('/').map(encodeURIComponent).join('/')
  return {
    sha: file.sha,
    filename: file.filename,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${pageOf(state, repository)}/blob/${head}/${name}`,
    raw_url: `${pageOf(state, repository)}/raw/${head}/${name}`,
    contents_url: `${apiOf(state, repository)}/contents/${name}?ref=${head}`,
    ...(file.patch !== undefined && { patch: file.patch }),
    ...(file.previousFilename !== null && { previous_filename: file.previousFilename }),
  }
}
