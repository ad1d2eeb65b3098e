/** What runs and their repository tell each other about the clone that a run's private clone is made from. */

/** A run asks its repository for a clone that is no older than this question. */
export interface PrepareClone {
  type: 'prepare-clone'
  runId: string
}

/** And is told, once for each question. */
export type CloneAnswer =
  | { type: 'clone-ready'; headSha: string }
  | { type: 'clone-failed'; message: string; hint: string | null }
