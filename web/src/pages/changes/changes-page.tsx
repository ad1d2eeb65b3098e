import type { ChangesetZone } from '@pm-bot/domain'
import { useNavigate, useSearchParams } from '@solidjs/router'
import { createSignal, For, Show } from 'solid-js'
import { createChangesets } from '../../api/changesets.ts'
import { createListKeys } from '../../ui/create-list-keys.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { RepoSelect } from '../../ui/repo-select.tsx'
import { Rows } from '../../ui/rows.tsx'
import { createTitle } from '../../ui/title.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { ChangeRow } from './change-row.tsx'

const ZONES: readonly { zone: ChangesetZone; title: string }[] = [
  { zone: 'needs-you', title: 'Needs you' },
  { zone: 'under-way', title: 'Being written' },
  { zone: 'done', title: 'Done' },
]

export default function ChangesPage() {
  createTitle(() => 'Changes')
  const [search, setSearch] = useSearchParams<{ repo?: string }>()
  const navigate = useNavigate()
  const [selected, setSelected] = createSignal<string>()
  const lists = ZONES.map(({ zone, title }) => ({
    title,
    read: createChangesets(() => ({ zone, repoId: search.repo })),
  }))
  const isWaiting = () => lists.some(({ read }) => read.isWaiting())
  const isEmpty = () => lists.every(({ read }) => read.data()?.length === 0)

  createListKeys({
    rows: () => lists.flatMap(({ read }) => (read.data() ?? []).map(({ id }) => id)),
    selected,
    select: setSelected,
    open: (id) => navigate(`/changes/${id}`),
  })

  return (
    <div class="page">
      <header class="page-head">
        <h1>Changes</h1>
        <RepoSelect
          label="Repository"
          all="All repositories"
          repoId={search.repo}
          onChange={(repo) => setSearch({ repo }, { replace: true })}
        />
      </header>
      <For each={lists}>{({ read }) => <ProblemNote problem={read.error()} onRetry={read.again} />}</For>
      <Show when={!isWaiting()} fallback={<Waiting label="changes" rows={6} />}>
        <Show when={isEmpty()}>
          <EmptyState icon="diff" title="No changes yet">
            <p>
              What an agent wants to commit stands here, with its whole diff. Nothing is written before you
              approve it.
            </p>
          </EmptyState>
        </Show>
        <For each={lists}>
          {({ title, read }) => (
            <Show when={(read.data()?.length ?? 0) > 0}>
              <section class="group" aria-label={title}>
                <h2>{title}</h2>
                <ul class="card rows">
                  <Rows each={read.data() ?? []} key={({ id }) => id}>
                    {(change) => <ChangeRow change={change()} isSelected={selected() === change().id} />}
                  </Rows>
                </ul>
                <MoreButton read={read} />
              </section>
            </Show>
          )}
        </For>
      </Show>
    </div>
  )
}
