/** What a key event says of itself. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'> & {
  getModifierState(key: 'AltGraph'): boolean
}

export const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '')

/**
 * The stroke as the keymap has it: `j`, `G`, `Mod+k`, `Mod+Shift+k`; undefined for those that belong to the
 * browser, the system or the text that is edited. `Mod` is ⌘ on a Mac, where Ctrl+K cuts a line, and Ctrl elsewhere.
 */
export function strokeOf(press: KeyPress, onMac = isMac): string | undefined {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = press
  // AltGr, or Option on a Mac, is how some keyboards type [ and {; browsers report AltGr as Ctrl+Alt.
  const types = press.getModifierState('AltGraph') || (onMac && altKey && !ctrlKey && !metaKey)
  // The browser scrolls back by it.
  if (key === ' ' && shiftKey) return undefined
  if (types || !(ctrlKey || metaKey || altKey)) return key
  const isMod = onMac ? metaKey && !ctrlKey : ctrlKey && !metaKey
  if (!isMod || altKey) return undefined
  return `Mod+${shiftKey ? 'Shift+' : ''}${key.length === 1 ? key.toLowerCase() : key}`
}
