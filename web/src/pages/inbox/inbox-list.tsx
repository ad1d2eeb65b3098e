import type { InboxItemView } from '@pm-bot/domain'
import { createMemo, For, Show } from 'solid-js'
import { HeldBack } from '../../ui/held-back.tsx'
import type { createMarks } from './bulk/create-marks.ts'
import { GROUP_TITLES } from './inbox-groups.ts'
import { InboxRow } from './inbox-row.tsx'

export function InboxList(props: {
  rows: string[]
  item: (id: string) => InboxItemView | undefined
  /** Of each row's address. */
  search: string
  selected: string | undefined
  marks: ReturnType<typeof createMarks>
  heldBack: number
  onLetIn: () => void
}) {
  const groupOfRow = (id: string) => props.item(id)?.group
  const groups = createMemo(() => [...new Set(props.rows.flatMap((id) => groupOfRow(id) ?? []))])
  const rowsOf = (group: InboxItemView['group']) => props.rows.filter((id) => groupOfRow(id) === group)

  return (
    <>
      <HeldBack count={props.heldBack} onLetIn={props.onLetIn} />
      <For each={groups()}>
        {(group) => (
          <section class="group" aria-label={GROUP_TITLES[group]}>
            <h2>
              {GROUP_TITLES[group]} <span class="group-count">{rowsOf(group).length}</span>
            </h2>
            <ul>
              <For each={rowsOf(group)}>
                {(id) => (
                  <Show when={props.item(id)}>
                    {(item) => (
                      <InboxRow
                        item={item()}
                        search={props.search}
                        isSelected={id === props.selected}
                        isMarked={props.marks.marked().length > 0 ? props.marks.has(id) : undefined}
                        onMark={() => props.marks.toggle(id)}
                      />
                    )}
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
