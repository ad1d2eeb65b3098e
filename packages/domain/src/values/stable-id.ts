import { createHash } from 'node:crypto'

/** The same UUID (version 8, RFC 9562) for the same names, whoever makes it and however often. */
export function stableId(...names: string[]): string {
  const hash = createHash('sha256').update(names.join('\n')).digest('hex')
  const variant = (Number.parseInt(hash[16]!, 16) & 0x3) | 0x8
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant.toString(16)}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-')
}
