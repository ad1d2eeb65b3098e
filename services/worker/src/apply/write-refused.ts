import type { OperationReport } from '@pm-bot/domain'

/** The decision does not allow this write, or it is not the one that was decided upon. */
export class WriteRefused extends Error {
  override name = 'WriteRefused'
  /** The reason alone, without what was written or not. */
  readonly why: string
  /** What the same effect had written before. */
  readonly written: readonly OperationReport[]

  constructor(message: string, why = message, written: readonly OperationReport[] = []) {
    super(message)
    this.why = why
    this.written = written
  }
}

/** In words, for a person who looks for it. */
export const listWritten = (written: readonly OperationReport[]): string =>
  written.map(({ detail }) => detail).join('; ')
