import { type GrantSuggestionView, type InboxItemView, suggestionFor } from '@pm-bot/domain'
import { type JSX, Show } from 'solid-js'
import { createGrantHints } from '../../api/grants.ts'
import { payloadOfKind } from './payload-of.ts'

/** Shown where a grant that pm-bot suggests would have allowed the call that waits. */
export default function GrantHint(props: {
  item: InboxItemView
  children: (suggestion: GrantSuggestionView) => JSX.Element
}) {
  const hints = createGrantHints()
  const suggestion = () => {
    const { risk, runId, repoId } = props.item
    const call = payloadOfKind(props.item, 'tool_call')
    if (!call || props.item.status !== 'pending') return undefined
    const { tool, args, taint } = call
    const request = { callId: call.callId ?? '', tool, args, runId, repoId, tainted: taint.length > 0, risk }
    return suggestionFor(request, hints.data() ?? [])
  }
  return <Show when={suggestion()}>{(found) => props.children(found())}</Show>
}
