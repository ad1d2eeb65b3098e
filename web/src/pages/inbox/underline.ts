import type { InboxPayload } from '@pm-bot/domain'
import { lineOf } from '../../ui/line-of.ts'
import { commandOf } from './payload-of.ts'

/** A row's second line: the goal, or, below a title that quotes it, what it is about. */
export function underline(payload: InboxPayload, title: string): string {
  if (payload.kind === 'publish') return ''
  if (!title.includes(payload.goal)) return payload.goal
  if (payload.kind === 'changeset_apply') return payload.files.map(({ path }) => nameOf(path)).join(', ')
  const command = payload.kind === 'run_start' ? commandOf(payload.spec) : undefined
  return command ? lineOf(command) : payload.goal
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)
