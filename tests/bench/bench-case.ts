export interface BenchCase {
  name: string
  /** `say` tells of progress; what is measured goes into the report. */
  measure(say: (line: string) => void): Promise<BenchReport>
}

export interface BenchReport {
  figures: Record<string, unknown>
  /** Each line of the bar, and whether it holds. */
  holds: Record<string, boolean>
}
