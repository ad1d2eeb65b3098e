import type { LogBook } from './log-book.ts'

/** Merging, in every way that GitHub's API has for it, and moving a branch without git. */
const FORBIDDEN = [
  { method: 'PUT', path: /^\/repos\/([^/]+\/[^/]+)\/pulls\/\d+\/merge/, kind: 'merge' },
  { method: 'POST', path: /^\/repos\/([^/]+\/[^/]+)\/merges$/, kind: 'merge' },
  { method: 'POST', path: /^\/repos\/([^/]+\/[^/]+)\/merge-upstream$/, kind: 'merge' },
  { method: 'PUT', path: /^\/repos\/([^/]+\/[^/]+)\/pulls\/\d+\/update-branch$/, kind: 'merge' },
  { method: 'PATCH', path: /^\/repos\/([^/]+\/[^/]+)\/git\/refs\//, kind: 'force-push' },
  { method: 'PUT', path: /^\/repos\/([^/]+\/[^/]+)\/contents\//, kind: 'foreign-branch' },
  { method: 'DELETE', path: /^\/repos\/([^/]+\/[^/]+)\/contents\//, kind: 'foreign-branch' },
] as const

export function noteForbiddenCall(
  logBook: LogBook,
  { method, path, actor }: { method: string; path: string; actor: string },
): void {
  for (const call of FORBIDDEN) {
    const [, repository] = (call.method === method && call.path.exec(path)) || []
    if (repository) logBook.violation({ kind: call.kind, actor, repository, detail: `${method} ${path}` })
  }
}
