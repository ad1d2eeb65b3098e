import type { Parts } from '../parts.ts'

const HEADS = 'refs/heads/'

/** A branch, or anything else that is no branch of pm-bot's, written by a client. */
export function noteForeignBranch(
  { logBook, allowedBranches }: Parts,
  { repository, actor, ref, how }: { repository: string; actor: string; ref: string; how: string },
): void {
  if (ref.startsWith(HEADS) && allowedBranches.test(ref.slice(HEADS.length))) return
  logBook.violation({ kind: 'foreign-branch', actor, repository, detail: `${how} ${ref}` })
}
