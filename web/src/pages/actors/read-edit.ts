type Body = Record<string, unknown>

/** What the operator typed, as a message, or what is wrong with it. */
export function readEdit(
  text: string,
  original: unknown,
  fixed: readonly string[],
): { body: Body } | { problem: string } {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch (error) {
    return { problem: `This is not JSON: ${(error as Error).message}` }
  }
  if (!isBody(body)) return { problem: 'A message is a JSON object: { … }' }
  const other = fixed.find((name) => !isSame(body[name], isBody(original) ? original[name] : undefined))
  if (other) return { problem: `“${other}” says what this message is about and must stay as it is.` }
  if (isSame(body, original))
    return { problem: 'Nothing is changed yet. To try it as it is, close this and retry.' }
  return { body }
}

const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whatever the order of its members. */
function isSame(a: unknown, b: unknown): boolean {
  if (!isBody(a) || !isBody(b)) {
    if (!Array.isArray(a) || !Array.isArray(b)) return a === b
    return a.length === b.length && a.every((entry, index) => isSame(entry, b[index]))
  }
  const names = Object.keys(a)
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && isSame(a[name], b[name]))
  )
}
