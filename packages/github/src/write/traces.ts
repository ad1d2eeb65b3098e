import type { GitHubPull } from '@pm-bot/domain'
import { readFields } from '../parse/fields.ts'

/** What a write needs to know of something that holds a body, to tell whether it is its own. */
export interface Trace {
  /** Of a comment. */
  id: number
  /** Of an issue. */
  number: number | null
  body: string
  author: string | null
  url: string
  createdAt: string | null
}

export function readTrace(raw: unknown): Trace {
  const found = readFields(raw, 'bodies')
  return {
    id: found.number('id'),
    number: found.count('number'),
    body: found.text('body') ?? '',
    author: found.object('user')?.text('login') ?? null,
    url: found.string('html_url'),
    createdAt: found.timeOrNull('created_at'),
  }
}

export const bodyOf = ({ raw }: GitHubPull): string => readFields(raw, 'pulls').text('body') ?? ''

/** Markers are HTML comments: GitHub keeps them and shows nothing. */
export const withMarker = (body: string, marker: string): string =>
  body.includes(marker) ? body : `${body}\n\n${marker}`
