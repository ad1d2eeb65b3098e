import type { PublishOperation } from '../changeset/publish.ts'
import { PublishOperations } from '../changeset/publish-schema.ts'
import { canonicalJson, type Json } from '../values/canonical-json.ts'
import { DomainError } from '../values/errors.ts'
import { schemaMisfit } from '../values/schema-misfit.ts'
import { toolDescriptors } from './tool-descriptors.ts'
import { isToolName } from './tools.ts'

/** Of canonical JSON. */
const MAX_EDIT_BYTES = 64 * 1024

/** What was edited instead of a call's arguments: by the tool's own schema, or shaped as the original. @throws DomainError */
export function checkArgs(tool: string, original: Json, edited: Json | undefined): Json {
  const args = checkSize(edited)
  const schema = isToolName(tool) ? toolDescriptors[tool].argsSchema : null
  if (schema !== null) assertFits(schema, args, `arguments of ${tool}`)
  else if (!isShapedLike(original, args)) {
    throw bad('the arguments must keep their names and their JSON types')
  }
  return args
}

/** Edited writes to GitHub. @throws DomainError */
export function checkOperations(edited: Json | undefined): PublishOperation[] {
  const operations = checkSize(edited)
  assertFits(PublishOperations as unknown as Json, operations, 'operations')
  return operations as unknown as PublishOperation[]
}

/** By how much a limit is extended, in its measure's unit. @throws DomainError */
export function checkExtension(usual: number, edited: Json | undefined): number {
  if (edited === undefined) return usual
  const extendBy = isObject(edited) && Object.keys(edited).length === 1 ? edited.extendBy : undefined
  if (typeof extendBy === 'number' && Number.isSafeInteger(extendBy) && extendBy > 0) return extendBy
  throw bad('the payload must be {"extendBy": a whole number above 0}')
}

/** Whether nothing but values changed: the same names, of the same types; lists of any length, of items like its own. */
function isShapedLike(original: Json, edited: Json): boolean {
  if (Array.isArray(original)) {
    if (!Array.isArray(edited)) return false
    return original.length === 0 || edited.every((item) => original.some((each) => isShapedLike(each, item)))
  }
  if (isObject(original)) {
    if (!isObject(edited)) return false
    const names = Object.keys(original)
    return (
      names.length === Object.keys(edited).length &&
      names.every((name) => Object.hasOwn(edited, name) && isShapedLike(original[name]!, edited[name]!))
    )
  }
  return edited === null ? original === null : typeof edited === typeof original && original !== null
}

function checkSize(edited: Json | undefined): Json {
  if (edited === undefined) throw bad('an edit needs a payload: what is approved instead')
  if (canonicalJson(edited).length > MAX_EDIT_BYTES) throw bad('the payload is longer than 64 KB')
  return edited
}

function assertFits(schema: Json, value: Json, what: string): void {
  const misfit = schemaMisfit(schema, value)
  if (misfit !== null) throw bad(`the ${what} are not as they must be: ${misfit}`)
}

const isObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const bad = (message: string) => new DomainError('bad_request', message)
