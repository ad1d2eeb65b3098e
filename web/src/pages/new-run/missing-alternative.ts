/**
 * Of a schema that asks for one of several members (`anyOf` of nothing but `required`), their names when the spec has
 * none of them; undefined when it has one, and for any other schema.
 */
export function missingAlternative(
  schema: unknown,
  spec: Readonly<Record<string, unknown>>,
): string[] | undefined {
  const { anyOf } = (schema ?? {}) as { anyOf?: unknown }
  if (!Array.isArray(anyOf) || anyOf.length === 0 || !anyOf.every(isRequiredOnly)) return undefined
  const isMet = anyOf.some(({ required }) => required.every((name) => spec[name] !== undefined))
  return isMet ? undefined : [...new Set(anyOf.flatMap(({ required }) => required))]
}

const isRequiredOnly = (value: unknown): value is { required: string[] } =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).join() === 'required' &&
  Array.isArray((value as { required: unknown }).required)
