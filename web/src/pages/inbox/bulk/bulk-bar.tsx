import type { InboxItemView } from '@pm-bot/domain'
import { createSignal, For, Show } from 'solid-js'
import { decideItems, staleAfterDecision } from '../../../api/inbox.ts'
import { createIntent } from '../../../api/intent.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { KeyHint } from '../../../ui/keyboard/key-hint.tsx'
import { onKey } from '../../../ui/keyboard/on-key.ts'
import { RiskMark } from '../../../ui/risk-mark.tsx'
import { plural } from '../../../ui/time.ts'
import { announce } from '../../../ui/toast.tsx'
import { VisibleText } from '../../../ui/visible-text.tsx'
import { titleOf } from '../title-of.ts'
import { summarise } from './bulk-summary.ts'

type Action = 'approve' | 'reject'
const WORDS = {
  approve: { does: 'Approve', done: 'approved' },
  reject: { does: 'Reject', done: 'rejected' },
} as const

/** What is selected, and what can be done about all of it. */
export default function BulkBar(props: { items: readonly InboxItemView[]; onClear: () => void }) {
  const [asked, setAsked] = createSignal<Action>()
  const intent = createIntent()
  const summary = () => summarise(props.items)
  const itemsOf = (action: Action) => (action === 'approve' ? summary().approvable : summary().rejectable)
  const ask = (action: Action) => itemsOf(action).length > 0 && setAsked(action)

  onKey('bulk-approve', () => ask('approve'))
  onKey('bulk-reject', () => ask('reject'))
  onKey('back', () => props.onClear())

  async function decide(action: Action): Promise<void> {
    const decisions = itemsOf(action).map(({ id, version, subjectHash }) => ({
      itemId: id,
      action,
      version,
      subjectHash,
    }))
    try {
      const results = await decideItems(decisions, intent.keyFor)
      intent.fulfilled()
      const done = results.filter(({ status }) => status === 200).length
      const [refused] = results.flatMap(({ problem }) => problem ?? [])
      const others = refused ? `; ${results.length - done} refused: ${refused.detail}` : ''
      announce({ text: `${done} ${WORDS[action].done}${others}` })
      props.onClear()
    } finally {
      staleAfterDecision()
    }
  }

  return (
    <section class="bulk-bar" aria-label="What is selected">
      <p>
        <strong>{props.items.length} selected</strong> · risk: {summary().risks} ·{' '}
        <VisibleText text={summary().repos} />
      </p>
      <Show when={summary().left}>{(left) => <p class="hint">{left()}</p>}</Show>
      <div class="buttons">
        <For each={['approve', 'reject'] as const}>
          {(action) => (
            <button
              type="button"
              class={`button small ${action === 'approve' ? 'primary' : ''}`}
              disabled={itemsOf(action).length === 0}
              onClick={() => ask(action)}
            >
              {WORDS[action].does} {itemsOf(action).length}… <KeyHint command={`bulk-${action}`} />
            </button>
          )}
        </For>
        <button type="button" class="button small" onClick={() => props.onClear()}>
          Clear <KeyHint command="back" />
        </button>
      </div>
      <Show when={asked()} keyed>
        {(action) => (
          <ConfirmDialog
            title={`${WORDS[action].does} ${plural(itemsOf(action).length, 'item')}?`}
            action={`${WORDS[action].does} ${itemsOf(action).length}`}
            keep="Back"
            isHarmless={action === 'approve'}
            onConfirm={() => decide(action)}
            onClose={() => setAsked(undefined)}
          >
            <p>Each is decided by itself, exactly as it is shown here.</p>
            <ul class="bulk-items">
              <For each={itemsOf(action)}>
                {(item) => (
                  <li>
                    <RiskMark risk={item.risk} /> <VisibleText text={titleOf(item)} />
                  </li>
                )}
              </For>
            </ul>
            <Show when={action === 'approve' ? summary().left : undefined}>{(left) => <p>{left()}</p>}</Show>
          </ConfirmDialog>
        )}
      </Show>
    </section>
  )
}
