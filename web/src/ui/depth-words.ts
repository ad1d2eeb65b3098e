import type { ImportDepth } from '@pm-bot/domain'

export const DEPTHS: readonly ImportDepth[] = ['open', '90-days', '180-days', 'all']

export const DEPTH_WORDS: Record<ImportDepth, string> = {
  open: 'What is open',
  '90-days': 'Changed in 90 days',
  '180-days': 'Changed in 180 days',
  all: 'Everything',
}
