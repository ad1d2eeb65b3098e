import type { InboxItemView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import type { PagedRead } from '../../api/create-page-reads.ts'
import { Ago } from '../../ui/ago.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Rows } from '../../ui/rows.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { whoDecided } from './decision-words.ts'
import { OutcomeMark } from './outcome-mark.tsx'
import { titleOf } from './title-of.ts'

export default function DoneList(props: {
  rows: InboxItemView[]
  read: PagedRead<InboxItemView>
  selected: string | undefined
}) {
  return (
    <>
      <ProblemNote problem={props.read.error()} onRetry={props.read.again} />
      <Show when={!props.read.isWaiting()} fallback={<Waiting label="decided items" />}>
        <ul class="group" aria-label="Decided">
          <Rows
            each={props.rows}
            key={(item) => item.id}
            fallback={
              <EmptyState icon="done" title="Nothing decided yet">
                <p>What you approve and reject is kept here, with who, when and why.</p>
              </EmptyState>
            }
          >
            {(item) => (
              <li>
                <a
                  class="row"
                  href={`/inbox/${item().id}?show=done`}
                  aria-current={item().id === props.selected ? 'true' : undefined}
                  data-row={item().id}
                >
                  <span class="row-top">
                    <OutcomeMark status={item().status} />
                    <span class="row-when">
                      <Ago at={item().resolvedAt ?? item().createdAt} suffix=" ago" />
                    </span>
                  </span>
                  <span class="row-title clamped">
                    <VisibleText text={titleOf(item())} keepsLines />
                  </span>
                  <span class="row-under">
                    <Show when={item().decision}>
                      {(decision) => (
                        <span class="row-goal">
                          by <VisibleText text={whoDecided(decision().by)} />
                          <Show when={decision().reason}>
                            {(reason) => (
                              <>
                                : “<VisibleText text={reason()} keepsLines />”
                              </>
                            )}
                          </Show>
                        </span>
                      )}
                    </Show>
                  </span>
                </a>
              </li>
            )}
          </Rows>
        </ul>
        <MoreButton read={props.read} />
      </Show>
    </>
  )
}
