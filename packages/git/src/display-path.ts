import { isUtf8 } from 'node:buffer'

/** A path as a sentence can show it: control characters and bytes that are not UTF-8 escaped. */
export function displayPath(path: Buffer): string {
  if (isUtf8(path)) return `“${path.toString().replace(/\p{Cc}/gu, (character) => escaped(character))}”`
  return `“${path.toString('latin1').replace(/[^\x20-\x7e]/g, (character) => escaped(character))}”`
}

const escaped = (character: string) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`
