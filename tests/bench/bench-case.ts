export interface BenchCase {
  name: string
  /** Its heading in docs/benchmarks.md. */
  title: string
  /** `say` tells of progress; what is measured goes into the report. */
  measure(say: Say, bench: Bench): Promise<BenchReport>
}

export type Say = (line: string) => void

/** What all cases of one run share. */
export interface Bench {
  /** How often whatever is compared is measured; medians are reported. */
  rounds: number
  /** One server for all that are compared, with what it was promised kept on disk. */
  postgres(): Promise<{ url: string }>
  /** Why the peers are not there, or undefined when they are. Installs them when first asked. */
  peersMissing(): Promise<string | undefined>
}

export interface BenchReport {
  /** Everything that was measured, for the line of JSON; shown in the document where there are no tables. */
  figures: Record<string, unknown>
  /** Each line of the bar, and whether it holds. */
  holds: Record<string, boolean>
  /** What was found for a line of the bar, in words; a line without stands with its sentence alone. */
  found?: Record<string, string>
  tables?: Table[]
}

export interface Table {
  title: string
  head: readonly string[]
  rows: readonly (readonly string[])[]
  /** Sentences below it. */
  notes?: readonly string[]
}
