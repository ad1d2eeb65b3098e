import type { Schema } from './description.ts'

/** Several of these look at the same object, so none of them knows all of its properties. */
const TOGETHER = new Set(['allOf', 'anyOf', 'oneOf'])

/** Forbids properties that are not described, so that a misspelt one is found. */
export function closeObjects(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closeObjects)
  if (typeof node !== 'object' || node === null) return node
  const closed: Schema = {}
  for (const [keyword, value] of Object.entries(node)) {
    closed[keyword] = TOGETHER.has(keyword) ? value : closeObjects(value)
  }
  const { properties, additionalProperties, type } = closed
  const isDescribed = typeof properties === 'object' && (type === 'object' || Array.isArray(type))
  const isWhole = !Object.keys(closed).some((keyword) => TOGETHER.has(keyword))
  return isDescribed && isWhole && additionalProperties === undefined
    ? { ...closed, additionalProperties: false }
    : closed
}
