import type { FindingView } from '@pm-bot/domain'

/** What one check found: one sentence of what is, and one of what to do. */
export type Finding = FindingView

/** The three verdicts of one check. */
export const verdictsOf = (check: string) => ({
  ok: (finding: string): Finding => ({ check, verdict: 'ok', finding, advice: null }),
  warning: (finding: string, advice: string): Finding => ({ check, verdict: 'warning', finding, advice }),
  problem: (finding: string, advice: string): Finding => ({ check, verdict: 'problem', finding, advice }),
})
