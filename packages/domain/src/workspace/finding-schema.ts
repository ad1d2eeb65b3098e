import { type Static, Type } from 'typebox'
import { nullable, oneOf } from '../values/schema-parts.ts'

/** What one of the doctor's checks found: one sentence of what is, and one of what to do. */
export const FindingView = Type.Object({
  check: Type.String({ description: 'What was looked at, in a word or two.' }),
  verdict: oneOf(['ok', 'warning', 'problem'] as const),
  finding: Type.String(),
  advice: nullable(Type.String({ description: 'Null when nothing is to be done.' })),
})
export type FindingView = Static<typeof FindingView>

/** What was found here, and by each worker on its own machine. */
export const DoctorView = Type.Object({
  findings: Type.Array(FindingView),
  workers: Type.Array(
    Type.Object({ id: Type.String(), host: Type.String(), findings: Type.Array(FindingView) }),
  ),
})
export type DoctorView = Static<typeof DoctorView>
