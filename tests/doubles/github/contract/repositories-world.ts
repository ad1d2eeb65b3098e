export interface NewRepository {
  private?: boolean
  description?: string
  /** `main` unless named. */
  defaultBranch?: string
  /** Path to content: the first commit. A README unless given. */
  files?: Record<string, string>
  /** Whether drafts are accepted; a private repository of a free plan refuses them. True unless set. */
  drafts?: boolean
  language?: string
  topics?: string[]
}

export interface RepositoryView {
  id: number
  fullName: string
  private: boolean
  archived: boolean
  defaultBranch: string
  /** The bare repository. After writing there by hand, call `noticeRefs`. */
  path: string
  cloneUrl: string
  openIssues: number
}

export interface RepositoriesWorld {
  addRepository(fullName: string, repository?: NewRepository): Promise<RepositoryView>
  repository(fullName: string): RepositoryView
  changeRepository(
    fullName: string,
    changes: { private?: boolean; archived?: boolean; drafts?: boolean; description?: string | null },
  ): void
  /** The old name is redirected, over REST and git. */
  renameRepository(fullName: string, newFullName: string): void
  deleteRepository(fullName: string): void
}
