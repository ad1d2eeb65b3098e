import { useNavigate, useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, For, lazy, Show, Suspense } from 'solid-js'
import { createOpenRunWork } from '../../api/run-work.ts'
import { createRunActivity, createRunsOfZone } from '../../api/runs.ts'
import { createListKeys } from '../../ui/create-list-keys.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { RepoSelect } from '../../ui/repo-select.tsx'
import { Rows } from '../../ui/rows.tsx'
import { createTitle } from '../../ui/title.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { RunsNav } from '../templates/runs-nav.tsx'
import { RunRow } from './run-row.tsx'
import { RUN_LISTS } from './run-zones.ts'
import { RUN_ORDERS, type RunOrder, sortRuns } from './sort-runs.ts'

const RunPeek = lazy(() => import('./run-peek.tsx'))

const ORDER_WORDS: Record<RunOrder, string> = {
  newest: 'Newest first',
  changed: 'Last changed first',
  cost: 'Most spent first',
}

export default function RunsPage() {
  createTitle(() => 'Runs')
  const [search, setSearch] = useSearchParams<{ repo?: string; sort?: string }>()
  const order = (): RunOrder => RUN_ORDERS.find((known) => known === search.sort) ?? 'newest'
  const repoId = () => search.repo
  const reads = {
    'needs-you': createRunsOfZone('needs-you', repoId),
    'under-way': createRunsOfZone('under-way', repoId),
    done: createRunsOfZone('done', repoId),
  }
  const work = createOpenRunWork()
  const activity = createRunActivity()
  const navigate = useNavigate()
  const [selected, setSelected] = createSignal<string>()
  const [peeked, setPeeked] = createSignal<string>()
  const lists = RUN_LISTS.map(({ title, zone, has }) => ({
    title,
    read: reads[zone],
    runs: createMemo(() => sortRuns((reads[zone].data() ?? []).filter(has), order())),
  }))
  const all = Object.values(reads)
  const isWaiting = () => all.some((read) => read.isWaiting())
  const isEmpty = () => all.every((read) => read.data()?.length === 0)
  /** Two lists come from one read: its rest is asked for below the second. */
  const isLastOf = (index: number) => lists[index + 1]?.read !== lists[index]?.read

  createListKeys({
    rows: () => lists.flatMap(({ runs }) => runs().map(({ id }) => id)),
    selected,
    select: setSelected,
    open: (id) => navigate(`/runs/${id}`),
    peek: setPeeked,
  })

  return (
    <div class="page">
      <header class="page-head">
        <h1>Runs</h1>
        <RunsNav />
        <a class="button primary" href="/runs/new">
          <Icon name="plus" /> New run
        </a>
      </header>
      <Suspense>
        <Show when={lists.flatMap(({ runs }) => runs()).find(({ id }) => id === peeked())}>
          {(run) => <RunPeek run={run()} onClose={() => setPeeked(undefined)} />}
        </Show>
      </Suspense>
      <Show when={!isEmpty() || search.repo}>
        <div class="list-choices">
          <RepoSelect
            label="Repository"
            all="All repositories"
            repoId={search.repo}
            onChange={(repo) => setSearch({ repo }, { replace: true })}
          />
          <select
            aria-label="Order"
            onChange={(event) => setSearch({ sort: event.currentTarget.value }, { replace: true })}
          >
            <For each={RUN_ORDERS}>
              {(each) => (
                <option value={each} selected={order() === each}>
                  {ORDER_WORDS[each]}
                </option>
              )}
            </For>
          </select>
        </div>
      </Show>
      <Show when={order() !== 'newest' && all.some((read) => read.hasMore())}>
        <p class="quiet">In this order among the runs that are shown; there are more.</p>
      </Show>
      <For each={all}>{(read) => <ProblemNote problem={read.error()} onRetry={read.again} />}</For>
      <Show when={!isWaiting()} fallback={<Waiting label="runs" rows={6} />}>
        <Show when={isEmpty()}>
          <EmptyState icon="runs" title={search.repo ? 'No runs of this repository yet' : 'No runs yet'}>
            <p>
              A run is one piece of work on one repository. Propose the first; nothing starts before you
              approve it.
            </p>
          </EmptyState>
        </Show>
        <For each={lists}>
          {({ title, read, runs }, index) => (
            <>
              <Show when={runs().length > 0}>
                <section class="group" aria-label={title}>
                  <h2>
                    {title}{' '}
                    <span class="group-count">
                      {runs().length}
                      {read.hasMore() ? '+' : ''}
                    </span>
                  </h2>
                  <ul class="card rows">
                    <Rows each={runs()} key={({ id }) => id}>
                      {(run) => (
                        <RunRow
                          run={run()}
                          work={work.data()?.get(run().id)}
                          ages={activity.data()?.get(run().id)}
                          isSelected={selected() === run().id}
                        />
                      )}
                    </Rows>
                  </ul>
                </section>
              </Show>
              <Show when={isLastOf(index())}>
                <MoreButton read={read} />
              </Show>
            </>
          )}
        </For>
      </Show>
    </div>
  )
}
