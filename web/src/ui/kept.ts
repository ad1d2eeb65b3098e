/** What this browser keeps for its operator. One that keeps nothing forgets it with the tab. */
export function kept(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

export function keep(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // Private windows may refuse; the choice still holds for this tab.
  }
}

/** What was kept as JSON, if it still reads as what `read` takes it for. */
export function keptJson<Value>(key: string, read: (value: unknown) => Value | undefined): Value | undefined {
  const text = kept(key)
  if (text === null) return undefined
  try {
    return read(JSON.parse(text))
  } catch {
    return undefined
  }
}
