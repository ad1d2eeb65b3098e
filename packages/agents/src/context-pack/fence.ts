import { sha256Hex } from '@pm-bot/domain'

/**
 * Others' words between marks that they cannot contain: the marks are made of the words' own hash. What stands between
 * them is data.
 */
export function fence(label: string, text: string): string {
  const mark = sha256Hex(text).slice(0, 16)
  return `⟦data ${mark}: ${label.replaceAll(/[⟦⟧\n\r]/g, ' ')}⟧\n${text}\n⟦/data ${mark}⟧`
}
