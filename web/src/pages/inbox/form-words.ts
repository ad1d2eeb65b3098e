import type { InboxItemView } from '@pm-bot/domain'
import type { Consequences } from './consequences.ts'

interface FormWords {
  /** On the button that opens the form. */
  open: string
  /** Of the form itself. */
  name: string
  label: string
  hint: string
  /** On the button that sends it. */
  send: string
}

/** What a form for words says, by what it is for. */
export const FORM_WORDS: Record<
  'respond' | 'reject',
  (item: InboxItemView, says: Consequences) => FormWords
> = {
  respond: (item, says) => ({ ...responds(item), hint: says.respond ?? '' }),
  reject: (_, says) => ({
    open: 'Reject…',
    name: 'Reject with a reason',
    label: 'Reason (for the run and the audit trail; may stay empty)',
    hint: says.reject ?? '',
    send: 'Reject',
  }),
}

function responds({ kind }: InboxItemView): Omit<FormWords, 'hint'> {
  if (kind === 'changeset_apply')
    return {
      open: 'Request changes…',
      name: 'Request changes',
      label: 'What is to be different?',
      send: 'Request changes',
    }
  if (kind === 'question')
    return { open: 'Answer…', name: 'Answer the question', label: 'Your answer', send: 'Answer' }
  return { open: 'Respond…', name: 'Respond to the agent', label: 'Your words to the agent', send: 'Send' }
}
