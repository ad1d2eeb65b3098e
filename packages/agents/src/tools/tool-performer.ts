import type { Json, Workbench } from '@pm-bot/domain'

/**
 * Does one call of a tool. `tool-performers.ts` has one for each name of the domain's. Its arguments fit the tool's schema
 * and were judged just before; what it answers goes to the model as it is, so it is bounded by the performer.
 */
export interface ToolPerformer {
  /**
   * What it reads that limits where the run may send is told with `workbench.taint` before it is returned.
   * @throws ToolError for what the model can mend; anything else ends the attempt
   */
  perform(args: Json, bench: ToolBench): Promise<string>
}

export interface ToolBench {
  workbench: Workbench
  /** The private clone's, absolute and resolved. Nothing outside of it is read or written. */
  workDirectory: string
  signal: AbortSignal
}

/** Told to the model in the place of a result, in a sentence that says what to do instead. */
export class ToolError extends Error {
  override name = 'ToolError'
}
