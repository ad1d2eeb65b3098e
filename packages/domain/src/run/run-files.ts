/** One private directory of an attempt. */
export interface AttemptDirectory {
  runId: string
  token: string
}

/** What runs left on disk, for the one who tidies up. `@pm-bot/files` answers. */
export interface RunFiles {
  /** What looks like an attempt's directory; anything else below `attempts/` is left alone. */
  listAttempts(): Promise<AttemptDirectory[]>
  removeAttempt(attempt: AttemptDirectory): Promise<void>
  /** Runs that have a directory below `attempts/`, with or without attempts in it. */
  listAttemptRooms(): Promise<string[]>
  /** Removes a run's directory of attempts if it is empty. */
  removeAttemptRoom(runId: string): Promise<void>

  /** Removes what lies among a run's artifacts and is not to be kept. Returns how many files. */
  removeUnnamed(runId: string, kept: KeptFiles): Promise<number>
  /** Removes one artifact's file; one that is gone already is fine. */
  removeArtifact(uri: string): Promise<void>
}

export interface KeptFiles {
  uris: ReadonlySet<string>
  /** Hashes of blobs; `all` when it cannot be known which of them are needed. */
  blobs: ReadonlySet<string> | 'all'
}
