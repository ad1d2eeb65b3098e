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

/** Of none: a test. */
export function noticeText(notices: readonly Notice[], more: number, address: string): NoticeText {
  const page = (path: string) => new URL(path, address).href
  const count = notices.length + more
  const [first] = notices
  if (count === 0) {
    const text = 'pm-bot reaches you here. Nothing waits for you because of this.'
    return { title: 'Test', text, url: page('inbox') }
  }
  if (count === 1 && first) {
    const { title, text } = NOTICE_WORDS[first.kind]
    const risk = first.risk === 'high' ? ' High risk.' : ''
    const url = page(`inbox/${first.itemId}`)
    return { title: `${title}: ${first.repoName}`, text: `${text}${risk}`, url }
  }
  return { ...severalInWords(notices, count), url: page('inbox') }
}

function severalInWords(notices: readonly Notice[], count: number): Pick<NoticeText, 'title' | 'text'> {
  const waits = count === 1 ? 'It waits for you' : 'They wait for you'
  const items = count === 1 ? '1 item' : `${count} items`
  if (notices.length === 0) return { title: items, text: `${waits}.` }
  const repos = [...new Set(notices.map(({ repoName }) => repoName))]
  const named = repos.length > 3 ? `${repos.slice(0, 3).join(', ')} and others` : repos.join(', ')
  const kinds = [...new Set(notices.map(({ kind }) => NOTICE_WORDS[kind].title.toLowerCase()))].join(', ')
  const high = notices.filter(({ risk }) => risk === 'high').length
  const risk = high > 0 ? ` ${high} with high risk.` : ''
  return { title: `${items}: ${named}`, text: `${waits}: ${kinds}.${risk}` }
}
