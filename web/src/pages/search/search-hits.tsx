import type { SearchHit } from '@pm-bot/domain'
import { useNavigate } from '@solidjs/router'
import { createMemo, createSignal, For, Show } from 'solid-js'
import { createSearchHits, hitHref, type SearchWanted } from '../../api/search.ts'
import { createListKeys } from '../../ui/create-list-keys.ts'
import { createSteadyRows } from '../../ui/create-steady-rows.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { HeldBack } from '../../ui/held-back.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { HitRow } from './hit-row.tsx'

/** What was found for one question. */
export function SearchHits(props: { wanted: SearchWanted }) {
  const navigate = useNavigate()
  const hits = createSearchHits(() => props.wanted)
  const byId = createMemo(() => new Map((hits.data() ?? []).map((hit): [string, SearchHit] => [hit.id, hit])))
  const [selected, setSelected] = createSignal<string>()
  const steady = createSteadyRows(
    createMemo(() => [...byId().keys()]),
    selected,
  )
  const isNarrowed = () => props.wanted.kind !== undefined || props.wanted.repoId !== undefined

  createListKeys({
    rows: steady.rows,
    selected,
    select: setSelected,
    open: (id) => {
      const hit = byId().get(id)
      if (hit) navigate(hitHref(hit))
    },
  })

  return (
    <>
      <ProblemNote problem={hits.error()} onRetry={hits.again} />
      <Show
        when={hits.data()}
        fallback={
          <Show when={hits.isWaiting()}>
            <Waiting label="what was found" rows={6} />
          </Show>
        }
      >
        <HeldBack count={steady.heldBack()} onLetIn={steady.letIn} />
        <Show
          when={byId().size > 0}
          fallback={
            <EmptyState icon="search" title={`Nothing found for “${props.wanted.q}”`}>
              <p>
                {isNarrowed()
                  ? 'It may be somewhere else: look in all kinds and repositories.'
                  : 'All words must be there. Try fewer, or only the beginning of the last one.'}
              </p>
            </EmptyState>
          }
        >
          <ul class="card rows" aria-label="Found, newest first">
            <For each={steady.rows()}>
              {(id) => (
                <Show when={byId().get(id)}>
                  {(hit) => <HitRow hit={hit()} isSelected={selected() === id} />}
                </Show>
              )}
            </For>
          </ul>
        </Show>
        <MoreButton read={hits} />
      </Show>
    </>
  )
}
