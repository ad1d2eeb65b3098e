import { type Static, Type } from 'typebox'
import { canonicalJson, type Json } from '../values/canonical-json.ts'
import { DomainError } from '../values/errors.ts'
import { schemaMisfit } from '../values/schema-misfit.ts'
import { oneOf, strict } from '../values/schema-parts.ts'
import { type DiffLine, diffParts } from './parse-diff.ts'

export const DIFF_SIDES = ['old', 'new'] as const
export type DiffSide = (typeof DIFF_SIDES)[number]

const LineComment = {
  path: Type.String({ minLength: 1, maxLength: 4096, description: 'As the changeset names the file.' }),
  side: oneOf(DIFF_SIDES),
  line: Type.Integer({
    minimum: 1,
    maximum: Number.MAX_SAFE_INTEGER,
    description: 'Its number on that side.',
  }),
  text: Type.String({ maxLength: 2000, pattern: '^(?=[^]*\\S)[^\\u0000]*$' }),
}
const all = <S extends Type.TSchema>(comment: S) =>
  Type.Object({ comments: Type.Array(comment, { minItems: 1, maxItems: 200 }) }, strict)

/** The payload of a `respond` to a changeset: what is to be different, line by line. */
export const LineComments = all(Type.Object(LineComment, strict))
export type LineComment = Static<typeof LineComments>['comments'][number]

/** The same with what stands on the lines, as it is decided, kept and told to the agent. */
export const QuotedComments = all(
  Type.Object(
    {
      ...LineComment,
      quote: Type.String({ maxLength: 200, description: 'The text of the line, cut after 200 characters.' }),
      change: oneOf(['added', 'deleted', 'context'] as const),
    },
    strict,
  ),
)
export type QuotedComment = Static<typeof QuotedComments>['comments'][number]

/** All comments together, as canonical JSON: they have to fit into one command line of an agent. */
const MOST_BYTES = 64 * 1024
const LONGEST_QUOTE = 200

/** Puts to each comment what stands on its line. @throws DomainError where there is no such line in the diff */
export function quoteComments(payload: Json, diff: string): { comments: QuotedComment[] } {
  const { comments } = assertComments(LineComments, payload) as { comments: LineComment[] }
  const wanted = new Map(comments.map((comment) => [placeOf(comment), undefined as DiffLine | undefined]))
  for (const { file, hunk } of diffParts(diff)) {
    for (const line of hunk?.lines ?? []) {
      for (const place of placesOf(file.path, line)) if (wanted.has(place)) wanted.set(place, line)
    }
  }
  return {
    comments: comments.map((comment) => {
      const line = wanted.get(placeOf(comment))
      if (line === undefined || line.kind === 'note') throw noSuchLine(comment)
      return { ...comment, quote: cut(line.text), change: line.kind }
    }),
  }
}

/** As a run takes them. `paths`: the files of the change. @throws DomainError */
export function checkComments(payload: Json | undefined, paths: readonly string[]): QuotedComment[] {
  if (payload === undefined) return []
  const { comments } = assertComments(QuotedComments, payload) as { comments: QuotedComment[] }
  const strange = comments.find(({ path }) => !paths.includes(path))
  if (strange) throw bad(`“${strange.path}” is no file of this change`)
  return comments
}

/** What was said line by line with a decision; nothing where nothing was. */
export function commentsIn(decision: { action: string; payload?: unknown } | null): readonly QuotedComment[] {
  const comments = (decision?.payload as { comments?: unknown } | null | undefined)?.comments
  return decision?.action === 'respond' && Array.isArray(comments) ? comments : []
}

function assertComments(schema: Type.TSchema, payload: Json): unknown {
  const misfit = schemaMisfit(schema as unknown as Json, payload)
  if (misfit !== null) throw bad(`the payload must be {"comments": […]}: ${misfit}`)
  if (Buffer.byteLength(canonicalJson(payload)) > MOST_BYTES) {
    throw bad('the comments are longer than 64 KB together; send the most important ones')
  }
  return payload
}

const placeOf = ({ path, side, line }: Pick<LineComment, 'path' | 'side' | 'line'>) =>
  `${side}:${line}:${path}`

const placesOf = (path: string, { oldNumber, newNumber }: DiffLine): string[] => [
  ...(oldNumber === null ? [] : [placeOf({ path, side: 'old', line: oldNumber })]),
  ...(newNumber === null ? [] : [placeOf({ path, side: 'new', line: newNumber })]),
]

const noSuchLine = ({ path, side, line }: LineComment) =>
  bad(`the diff has no ${side} line ${line} of “${path}”; look at it again`)

/** Not through the middle of a character. */
const cut = (text: string): string => text.slice(0, LONGEST_QUOTE).replace(/[\ud800-\udbff]$/, '')

const bad = (message: string) => new DomainError('bad_request', message)
