/** What runs and their repository tell each other about its places: so many runs are at work on it at once. */

/** A run to its repository. The ticket tells this question from a former one. */
export type PlaceQuestion =
  | { type: 'ask-place'; runId: string; ticket: string }
  /** What the operator puts back to work by hand does not wait, and counts. */
  | { type: 'claim-place'; runId: string }
  | { type: 'return-place'; runId: string }

/** And is told. */
export type PlaceAnswer =
  | { type: 'place-given'; ticket: string }
  | { type: 'place-awaited'; ticket: string; reason: string }
  | { type: 'place-refused'; ticket: string; reason: string }
