export interface FaultCase {
  name: string
  /** How often, for the bar. */
  trials: number
  run(trials: number, say: (line: string) => void): Promise<FaultReport>
}

export interface FaultReport {
  figures: Record<string, unknown>
  /** What did not hold, one sentence each. */
  problems: string[]
}
