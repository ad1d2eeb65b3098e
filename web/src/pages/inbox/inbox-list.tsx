import type { InboxItemView } from '@pm-bot/domain'
import { createMemo, For, Show } from 'solid-js'
import { HeldBack } from '../../ui/held-back.tsx'
import { groupTitle } from './inbox-groups.ts'
import { InboxRow } from './inbox-row.tsx'

export function InboxList(props: {
  rows: string[]
  item: (id: string) => InboxItemView | undefined
  selected: string | undefined
  heldBack: number
  onLetIn: () => void
}) {
  const kinds = createMemo(() => [...new Set(props.rows.flatMap((id) => props.item(id)?.kind ?? []))])
  const rowsOf = (kind: InboxItemView['kind']) => props.rows.filter((id) => props.item(id)?.kind === kind)

  return (
    <>
      <HeldBack count={props.heldBack} onLetIn={props.onLetIn} />
      <For each={kinds()}>
        {(kind) => (
          <section class="group" aria-label={groupTitle(kind)}>
            <h2>
              {groupTitle(kind)} <span class="group-count">{rowsOf(kind).length}</span>
            </h2>
            <ul>
              <For each={rowsOf(kind)}>
                {(id) => (
                  <Show when={props.item(id)}>
                    {(item) => <InboxRow item={item()} isSelected={id === props.selected} />}
                  </Show>
                )}
              </For>
            </ul>
          </section>
        )}
      </For>
    </>
  )
}
