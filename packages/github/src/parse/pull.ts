import type { GitHubPull } from '@pm-bot/domain'
import { readFields } from './fields.ts'

export function readPull(raw: unknown): GitHubPull {
  const pull = readFields(raw, 'pulls')
  const head = pull.part('head')
  const base = pull.part('base')
  return {
    number: pull.number('number'),
    title: pull.string('title'),
    state: pull.oneOf('state', ['open', 'closed']),
    draft: pull.flag('draft'),
    merged: pull.timeOrNull('merged_at') !== null,
    // Null when the fork was deleted.
    head: {
      ref: head.string('ref'),
      sha: head.string('sha'),
      fullName: head.object('repo')?.text('full_name') ?? null,
    },
    base: { ref: base.string('ref'), sha: base.string('sha') },
    url: pull.string('html_url'),
    updatedAt: pull.time('updated_at'),
    raw,
  }
}
