import type { ChangesetSummary } from '@pm-bot/domain'

/** The first line of its commit message. */
export const subjectOf = ({ message }: Pick<ChangesetSummary, 'message'>): string =>
  message.split('\n', 1)[0]?.trim() || 'A change without a message'
