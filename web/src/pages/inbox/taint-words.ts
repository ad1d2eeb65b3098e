import type { Taint } from '@pm-bot/domain'

const NOTES: Record<Taint, string> = {
  'untrusted-text':
    'This run has read text from outside. What it asks for may have been put into its mouth by whoever wrote that text.',
  'private-content': 'This run has read private content. What it sends somewhere may carry that along.',
}

/** What a person should think of before believing what a run asks for. */
export const taintNote = (taint: readonly Taint[]): string => taint.map((label) => NOTES[label]).join(' ')
