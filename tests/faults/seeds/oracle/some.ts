const SHOWN = 5

/** One sentence for a kind of violation, with the first few; none if there are none. */
export function some(what: string, found: readonly string[]): string[] {
  if (found.length === 0) return []
  const rest = found.length > SHOWN ? ` and ${found.length - SHOWN} more` : ''
  return [`${found.length} ${what}: ${found.slice(0, SHOWN).join('; ')}${rest}`]
}
