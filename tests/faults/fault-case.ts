export interface FaultCase {
  name: string
  run(say: (line: string) => void): Promise<FaultReport>
}

export interface FaultReport {
  figures: Record<string, unknown>
  /** What did not hold, one sentence each. */
  problems: string[]
}
