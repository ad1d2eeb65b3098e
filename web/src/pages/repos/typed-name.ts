const FULL_NAME = /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/

/** The `owner/name` that was typed, or pasted as an address; undefined for anything else. */
export function typedName(text: string): string | undefined {
  const name = text
    .trim()
    .replace(/^(https?:\/\/[^/]+\/|git@[^:]+:)/, '')
    .replace(/\/$/, '')
    .replace(/\.git$/, '')
  return FULL_NAME.test(name) ? name : undefined
}
