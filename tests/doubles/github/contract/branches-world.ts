export interface NewCommit {
  branch: string
  /** Path to content; null deletes. */
  files: Record<string, string | null>
  message?: string
  author?: string
  /** A branch or sha that the branch is made from, or thrown back to. Its own tip unless named, or the default branch's. */
  from?: string
}

export interface BranchesWorld {
  /** A push by somebody else. Answers the sha. */
  commit(fullName: string, commit: NewCommit): Promise<string>
  /** Closes the pull requests from it. */
  deleteBranch(fullName: string, branch: string): Promise<void>
  /** Name to sha. */
  branches(fullName: string): Record<string, string>
  /** Content of a file, undefined where there is none. */
  readFile(fullName: string, ref: string, path: string): Promise<string | undefined>
  /** Looks at the bare repository again: what moved there counts as pushed by somebody else. */
  noticeRefs(fullName: string): Promise<void>
}
