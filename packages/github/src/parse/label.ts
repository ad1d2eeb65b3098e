import type { GitHubLabel } from '@pm-bot/domain'
import { readFields } from './fields.ts'

export function readLabel(raw: unknown): GitHubLabel {
  const label = readFields(raw, 'labels')
  return {
    name: label.string('name'),
    color: label.text('color') ?? '',
    description: label.text('description'),
  }
}
