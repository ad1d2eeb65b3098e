import type { ArgField, Typed } from '../args/arg-fields.ts'

/** One of the forms of an edit: of a call its only one, of writes to GitHub one for each. */
export interface EditPart {
  title: string | null
  fields: ArgField[]
  mayBeLeftOut: boolean
}

/** What stands in it. */
export interface FilledPart extends EditPart {
  typed: Record<string, Typed>
  isLeftOut: boolean
}

/** What an edit says, with its JSON types; what is wrong, by `part.field`; and what is wrong with the whole. */
export interface EditRead {
  payload: unknown
  problems: Record<string, string>
  problem?: string
}
