import type { IssueView, NewIssue } from './issues-world.ts'

export interface NewPull extends NewIssue {
  /** A branch of this repository. */
  head: string
  /** The default branch unless named. */
  base?: string
  draft?: boolean
  /** Committed to the head first, which is made if there is none. */
  files?: Record<string, string | null>
}

export interface PullView extends IssueView {
  head: string
  headSha: string
  base: string
  draft: boolean
  merged: boolean
  mergeCommitSha: string | null
}

export interface PullsWorld {
  openPull(fullName: string, pull: NewPull): Promise<number>
  changePull(fullName: string, number: number, change: { draft?: boolean; base?: string }): void
  /** By somebody on GitHub: with a merge commit, a squash or a rebase of the base branch. */
  mergePull(
    fullName: string,
    number: number,
    options?: { by?: string; method?: 'merge' | 'squash' },
  ): Promise<string>
  closePull(fullName: string, number: number): void
  pulls(fullName: string): PullView[]
  pull(fullName: string, number: number): PullView
}
