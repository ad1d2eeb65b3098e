import type { Said } from './create-decision.ts'

/** What goes with an approval besides the item itself: a scope, an extension. */
export interface Terms {
  /** On the button. */
  label?: string
  /** What the button does, in place of the usual words. */
  says?: string
  said?: Said
  /** It allows more than what is asked. */
  isRule?: boolean
  /** Why it cannot be approved like this. */
  problem?: string
}
