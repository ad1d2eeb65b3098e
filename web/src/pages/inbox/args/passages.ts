import type { Json } from '@pm-bot/domain'

/** A text that another takes the place of. */
export interface Passage {
  old: string
  new: string
  /** Wherever it stands. */
  all?: boolean
}

const MEMBERS = new Set(['old', 'new', 'all'])

/** A list of replacements as edit_file takes it; undefined for anything that holds more or less than that. */
export function passagesOf(value: Json): Passage[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined
  const passages: Passage[] = []
  for (const each of value as readonly Json[]) {
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return undefined
    const { old, new: after, all } = each as Record<string, Json>
    const isWhole = Object.keys(each).every((name) => MEMBERS.has(name))
    if (!isWhole || typeof old !== 'string' || typeof after !== 'string') return undefined
    if (all !== undefined && typeof all !== 'boolean') return undefined
    passages.push({ old, new: after, ...(all === undefined ? {} : { all }) })
  }
  return passages
}
