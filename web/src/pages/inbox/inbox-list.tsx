import type { InboxItemView } from '@pm-bot/domain'
import { createMemo, createSelector, For, Index, lazy, Show, Suspense } from 'solid-js'
import type { PagedRead } from '../../api/create-page-reads.ts'
import { BLOCK, blocksOf } from '../../ui/blocks-of.ts'
import { HeldBack } from '../../ui/held-back.tsx'
import type { createMarks } from './bulk/create-marks.ts'
import { groupTitle } from './grouping.ts'
import { InboxRow } from './inbox-row.tsx'

const ReadOn = lazy(() => import('./read-on.tsx'))

export function InboxList(props: {
  rows: string[]
  item: (id: string) => InboxItemView | undefined
  runsBehind: (id: string) => number
  read: PagedRead<InboxItemView>
  /** Of each row's address. */
  search: string
  selected: string | undefined
  marks: ReturnType<typeof createMarks>
  heldBack: number
  onLetIn: () => void
}) {
  const groups = createMemo(() => {
    const rows = Map.groupBy(props.rows, (id) => {
      const item = props.item(id)
      return item && groupTitle(item)
    })
    rows.delete(undefined)
    return rows as Map<string, string[]>
  })
  const titles = createMemo(() => [...groups().keys()], undefined, {
    equals: (a, b) => a.join('\n') === b.join('\n'),
  })
  const isSelected = createSelector(() => props.selected)

  return (
    <>
      <HeldBack count={props.heldBack} onLetIn={props.onLetIn} />
      <For each={titles()}>
        {(title) => (
          <section class="group" aria-label={title}>
            <h2>
              {title} <span class="group-count">{groups().get(title)?.length}</span>
            </h2>
            <Index each={blocksOf(groups().get(title) ?? [])}>
              {(block) => (
                <ul classList={{ 'row-block': block().length === BLOCK }}>
                  <For each={block()}>
                    {(id) => (
                      <Show when={props.item(id)}>
                        {(item) => (
                          <InboxRow
                            item={item()}
                            runsBehind={props.runsBehind(id)}
                            search={props.search}
                            isSelected={isSelected(id)}
                            isMarked={props.marks.has(id)}
                            isChoosing={props.marks.isChoosing()}
                            onMark={() => props.marks.toggle(id)}
                          />
                        )}
                      </Show>
                    )}
                  </For>
                </ul>
              )}
            </Index>
          </section>
        )}
      </For>
      <Show when={props.read.hasMore()}>
        <Suspense>
          <ReadOn read={props.read} />
        </Suspense>
      </Show>
    </>
  )
}
