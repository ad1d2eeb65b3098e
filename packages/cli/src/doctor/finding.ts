export type Verdict = 'ok' | 'warning' | 'problem'

/** What one check found: one sentence of what is, and one of what to do. */
export interface Finding {
  check: string
  verdict: Verdict
  finding: string
  /** Null when nothing is to be done. */
  advice: string | null
}

/** The three verdicts of one check. */
export const verdictsOf = (check: string) => ({
  ok: (finding: string): Finding => ({ check, verdict: 'ok', finding, advice: null }),
  warning: (finding: string, advice: string): Finding => ({ check, verdict: 'warning', finding, advice }),
  problem: (finding: string, advice: string): Finding => ({ check, verdict: 'problem', finding, advice }),
})
