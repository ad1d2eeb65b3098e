/**
 * JSON text that both databases take. jsonb refuses NUL and lone surrogates, in keys as in
 * values, so each becomes U+FFFD; a backslash that escapes a backslash is stepped over.
 */
export function encodeJson(value: unknown): string {
  const text = JSON.stringify(value ?? null)
  if (!text.includes('\\u')) return text
  return text.replace(/\\(?:(\\)|u0000|ud[89a-f][0-9a-f]{2})/g, (match, backslash) =>
    backslash ? match : '\ufffd',
  )
}

// biome-ignore lint/suspicious/noExplicitAny: JSON has no type before somebody says which.
export const decodeJson = (text: string): any => JSON.parse(text)

/** Text columns refuse NUL on Postgres; SQLite would keep it and then cut the text there. */
export const storableText = (text: string): string => text.toWellFormed().replaceAll('\0', '\ufffd')
