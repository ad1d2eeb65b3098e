import type { InboxKind, Risk } from '@pm-bot/domain'

/** What the list is narrowed to. */
export interface InboxFilter {
  kinds: InboxKind[]
  risks: Risk[]
  /** The name of a repository, or a part of it. */
  repo?: string
  graph?: string
  minCostMicros?: number
  olderThanSeconds?: number
  tainted?: boolean
  /** What is left over: words to look for. */
  words: string
}

export type ParsedQuery = { filter: InboxFilter; problems: string[] }

/** What a person says, and the kinds that it means. */
export const KIND_WORDS: Readonly<Record<string, readonly InboxKind[]>> = {
  approval: ['tool_call', 'publish', 'changeset_apply', 'run_start'],
  call: ['tool_call'],
  spend: ['spend'],
  publish: ['publish'],
  change: ['changeset_apply'],
  question: ['question'],
  start: ['run_start'],
}
const RISK_WORDS: readonly Risk[] = ['low', 'medium', 'high']
const SECONDS: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400, w: 7 * 86_400 }
const MOST_SECONDS = 10 * 366 * 86_400

const listed = (words: readonly string[]) => `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`

/** Each takes what stands behind its colon, and answers with what is wrong with it. */
const READERS: Readonly<Record<string, (value: string, filter: InboxFilter) => string | undefined>> = {
  is(value, filter) {
    for (const word of value.toLowerCase().split(',')) {
      const kinds = KIND_WORDS[word]
      if (!kinds) return `is:${word} means nothing here. Write is: with ${listed(Object.keys(KIND_WORDS))}.`
      filter.kinds = [...new Set([...filter.kinds, ...kinds])]
    }
    return undefined
  },
  risk(value, filter) {
    for (const word of value.toLowerCase().split(',')) {
      const risk = RISK_WORDS.find((known) => known === word)
      if (!risk) return `risk:${word} is no risk. Write ${listed(RISK_WORDS)}.`
      if (!filter.risks.includes(risk)) filter.risks.push(risk)
    }
    return undefined
  },
  repo(value, filter) {
    filter.repo = value
    return undefined
  },
  graph(value, filter) {
    filter.graph = value
    return undefined
  },
  cost(value, filter) {
    const [, dollars] = /^>?=?\$?(\d{1,6}(?:\.\d{1,6})?)$/.exec(value) ?? []
    if (dollars === undefined) return `cost:${value} is no amount. Write dollars, as in cost:0.50.`
    filter.minCostMicros = Math.round(Number(dollars) * 1_000_000)
    return undefined
  },
  older(value, filter) {
    const [, count, unit] = /^(\d{1,5})([mhdw])$/i.exec(value) ?? []
    const seconds = Number(count) * (SECONDS[unit?.toLowerCase() ?? ''] ?? Number.NaN)
    if (!(seconds <= MOST_SECONDS)) return `older:${value} is no age. Write 30m, 1h, 2d or 1w.`
    filter.olderThanSeconds = seconds
    return undefined
  },
  tainted(value, filter) {
    if (value !== 'yes' && value !== 'no') return `tainted:${value} is unclear. Write tainted:yes or tainted:no.`
    filter.tainted = value === 'yes'
    return undefined
  },
}

/** Reads `is:approval risk:high repo:"my shop" older:1h words`. What is not understood is said, and left out. */
export function parseQuery(text: string): ParsedQuery {
  const filter: InboxFilter = { kinds: [], risks: [], words: '' }
  const problems: string[] = []
  const words: string[] = []
  for (const [whole, key, quoted, plain] of text.matchAll(/(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/gi)) {
    const value = quoted ?? plain ?? ''
    const read = key === undefined ? undefined : READERS[key.toLowerCase()]
    if (key === undefined) words.push(value)
    else if (!read || !Object.hasOwn(READERS, key.toLowerCase()))
      problems.push(`${key}: is not known. Known are ${Object.keys(READERS).map((name) => `${name}:`).join(' ')}`)
    else if (value === '') problems.push(`Nothing stands behind ${whole}`)
    else problems.push(...[read(value, filter) ?? []].flat())
  }
  filter.words = words.filter((word) => word !== '').join(' ').slice(0, 200)
  // A colon with nothing behind it is not matched as a pair.
  const dangling = /(?:^|\s)([a-z]+):(?=\s|$)/i.exec(text)
  if (dangling) {
    filter.words = filter.words.replace(`${dangling[1]}:`, '').trim()
    if (!problems.length) problems.push(`Nothing stands behind ${dangling[1]}:`)
  }
  return { filter, problems }
}
