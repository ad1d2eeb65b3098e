import type { InboxKind } from '../inbox/inbox.ts'
import type { Notice } from './notifier.ts'

/** What is said of an item: what must be done, and nothing of what it holds. No code, no argument, no secret can be in it. */
export const NOTICE_WORDS: Record<InboxKind, { title: string; text: string }> = {
  run_start: { title: 'Start of a run', text: 'A run waits to be started.' },
  changeset_apply: { title: 'Change', text: 'A change waits to be applied.' },
  tool_call: { title: 'Call', text: 'An agent asks whether it may make a call.' },
  spend: { title: 'Budget', text: 'A run has used up what it may spend.' },
  publish: { title: 'Publishing', text: 'Something waits to be published on GitHub.' },
  question: { title: 'Question', text: 'An agent has a question.' },
}

export interface NoticeText {
  title: string
  text: string
  /** Of the item, or of the inbox when there are several. */
  url: string
}

export function noticeText(notices: readonly Notice[], more: number, address: string): NoticeText {
  const [only] = notices
  const page = (path: string) => new URL(path, address).href
  if (!only) {
    const text = 'pm-bot reaches you here. Nothing waits for you because of this.'
    return { title: 'Test', text, url: page('inbox') }
  }
  if (notices.length === 1 && more === 0) {
    const { title, text } = NOTICE_WORDS[only.kind]
    const risk = only.risk === 'high' ? ' High risk.' : ''
    return { title: `${title}: ${only.repoName}`, text: `${text}${risk}`, url: page(`inbox/${only.itemId}`) }
  }
  const repos = [...new Set(notices.map(({ repoName }) => repoName))]
  const named = repos.length > 3 ? `${repos.slice(0, 3).join(', ')} and others` : repos.join(', ')
  const high = notices.filter(({ risk }) => risk === 'high').length
  const risk = high > 0 ? ` ${high} with high risk.` : ''
  const kinds = [...new Set(notices.map(({ kind }) => NOTICE_WORDS[kind].title.toLowerCase()))].join(', ')
  return {
    title: `${notices.length + more} items: ${named}`,
    text: `They wait for you: ${kinds}.${risk}`,
    url: page('inbox'),
  }
}
