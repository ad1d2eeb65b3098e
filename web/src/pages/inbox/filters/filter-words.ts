import { type InboxKind, RISKS } from '@pm-bot/domain'
import type { InboxFilter } from '../../../api/inbox.ts'

/** A repository as the words name it. */
export interface NamedRepo {
  id: string
  name: string
}

/** `is:…`, by the words that the rows show. */
const KIND_WORDS: Readonly<Record<string, readonly InboxKind[]>> = {
  call: ['tool_call'],
  spend: ['spend'],
  change: ['changeset_apply'],
  publish: ['publish'],
  question: ['question'],
  start: ['run_start'],
  approval: ['tool_call', 'changeset_apply', 'publish'],
}
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }
const MICROS = 1_000_000
/** Ten years, as the api takes it. */
const MOST_SECONDS = 10 * 366 * 86_400

export const FILTER_EXAMPLE = 'is:change risk:high repo:shop older:2h'

/** A filter in words did not read as one. The message says what to write. */
export class FilterWordsError extends Error {
  override name = 'FilterWordsError'
}

/** @throws FilterWordsError */
export function readFilter(text: string, repos: readonly NamedRepo[]): InboxFilter {
  const filter: InboxFilter = {}
  const free: string[] = []
  const kinds = new Set<InboxKind>()
  const risks = new Set<string>()
  for (const word of wordsOf(text)) {
    const said = /^([a-z]+):(.*)$/s.exec(word)
    if (!said || word.startsWith('"')) {
      free.push(unquoted(word))
      continue
    }
    const [, name, quoted] = said as unknown as [string, string, string]
    const value = unquoted(quoted)
    switch (name) {
      case 'is':
        for (const kind of each(value, 'is', KIND_WORDS)) kinds.add(kind)
        break
      case 'risk':
        for (const risk of each(value, 'risk', RISK_WORDS)) risks.add(risk)
        break
      case 'repo':
        filter.repoId = repoCalled(value, repos)
        break
      case 'run':
        filter.runId = value
        break
      case 'graph':
        filter.graphId = value
        break
      case 'cost':
        filter.minCostMicros = String(microsIn(value))
        break
      case 'older':
        filter.olderThanSeconds = String(secondsIn(value))
        break
      case 'tainted':
        filter.tainted = yesOrNo(value)
        break
      default:
        throw new FilterWordsError(
          `“${name}:” means nothing here. There are is, risk, repo, run, graph, cost, older and tainted; put quotes around words to look for.`,
        )
    }
  }
  if (kinds.size > 0) filter.kind = [...kinds]
  if (risks.size > 0) filter.risk = [...risks]
  if (free.length > 0) filter.q = free.join(' ')
  return filter
}

/** The words that read as this filter. */
export function filterInWords(filter: InboxFilter, repos: readonly NamedRepo[]): string {
  const one = (value: string | string[] | undefined) => [value].flat()[0]
  const said: string[] = []
  for (const kind of [filter.kind].flat()) {
    const word = Object.keys(KIND_WORDS).find((known) => KIND_WORDS[known]!.join() === kind)
    if (word) said.push(`is:${word}`)
  }
  for (const risk of [filter.risk].flat()) if (risk) said.push(`risk:${risk}`)
  const repoId = one(filter.repoId)
  if (repoId) said.push(`repo:${quoted(repos.find(({ id }) => id === repoId)?.name ?? repoId)}`)
  for (const [name, value] of [
    ['run', one(filter.runId)],
    ['graph', one(filter.graphId)],
  ] as const) {
    if (value) said.push(`${name}:${quoted(value)}`)
  }
  const micros = Number(one(filter.minCostMicros) ?? Number.NaN)
  if (Number.isFinite(micros)) said.push(`cost:${micros / MICROS}`)
  const seconds = Number(one(filter.olderThanSeconds) ?? Number.NaN)
  if (Number.isFinite(seconds)) said.push(`older:${timeInWords(seconds)}`)
  const tainted = one(filter.tainted)
  if (tainted) said.push(`tainted:${tainted === 'true' ? 'yes' : 'no'}`)
  const q = one(filter.q)
  if (q) said.push(q.split(' ').some((word) => /^[a-z]+:|"/.test(word)) ? quoted(q, true) : q)
  return said.join(' ')
}

const RISK_WORDS = Object.fromEntries(RISKS.map((risk) => [risk, [risk]]))

/** Of `a,b`, each by the table. */
function each<Value>(text: string, name: string, table: Readonly<Record<string, readonly Value[]>>): Value[] {
  return text.split(',').flatMap((word) => {
    if (Object.hasOwn(table, word)) return table[word]!
    throw new FilterWordsError(
      `“${name}:” takes ${Object.keys(table).join(', ')}; “${word}” is none of them.`,
    )
  })
}

function repoCalled(value: string, repos: readonly NamedRepo[]): string {
  const named = repos.filter(({ id, name }) => id === value || name.toLowerCase() === value.toLowerCase())
  if (named.length === 1) return named[0]!.id
  if (named.length > 1)
    throw new FilterWordsError(`Several repositories are called “${value}”; name one by its id.`)
  throw new FilterWordsError(`No repository is called “${value}”.`)
}

function microsIn(value: string): number {
  const micros = Math.round(Number(value.replace(/^>?\$?/, '')) * MICROS)
  if (value !== '' && Number.isSafeInteger(micros) && micros >= 0) return micros
  throw new FilterWordsError('“cost:” takes what a run has spent at least, in dollars: cost:1.50')
}

function secondsIn(value: string): number {
  const [, count, unit] = /^(\d{1,9})([smhdw])$/.exec(value) ?? []
  const seconds = Number(count) * (SECONDS[unit ?? ''] ?? Number.NaN)
  if (seconds <= MOST_SECONDS) return seconds
  throw new FilterWordsError('“older:” takes a time such as 30m, 2h, 3d or 1w.')
}

function timeInWords(seconds: number): string {
  const unit = Object.keys(SECONDS).findLast((each) => seconds > 0 && seconds % SECONDS[each]! === 0) ?? 's'
  return `${seconds / SECONDS[unit]!}${unit}`
}

function yesOrNo(value: string): string {
  if (value === 'yes' || value === 'no') return String(value === 'yes')
  throw new FilterWordsError('“tainted:” takes yes or no.')
}

/** Parted by blanks; what stands in quotes is one, also behind a name. */
const wordsOf = (text: string): string[] => text.match(/(?:[a-z]+:)?"(?:[^"\\]|\\.)*"?|\S+/g) ?? []

const unquoted = (word: string): string =>
  word.startsWith('"') ? word.replace(/^"|"$/g, '').replace(/\\(.)/gs, '$1') : word

const quoted = (value: string, always = false): string =>
  always || /[\s"\\,]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value
