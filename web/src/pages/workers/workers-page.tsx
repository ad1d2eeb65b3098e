import { useSearchParams } from '@solidjs/router'
import { createEffect, createMemo, createSignal, on, Show } from 'solid-js'
import { createWorkers } from '../../api/workers.ts'
import { createListKeys } from '../../ui/create-list-keys.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Rows } from '../../ui/rows.tsx'
import { scrollToRow } from '../../ui/scroll-to-row.ts'
import { createTitle } from '../../ui/title.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { WorkNav } from '../../ui/work-nav.tsx'
import { WorkerCard } from './worker-card.tsx'
import { inWorkerOrder } from './worker-words.ts'

export default function WorkersPage() {
  createTitle(() => 'Workers')
  const [search] = useSearchParams<{ worker?: string }>()
  const workers = createWorkers()
  const ordered = createMemo(() => inWorkerOrder(workers.data() ?? []))
  const [selected, setSelected] = createSignal<string | undefined>(search.worker)

  createListKeys({
    rows: () => ordered().map((worker) => worker.id),
    selected,
    select: setSelected,
    open: setSelected,
  })
  // Whoever comes from a run is led to its worker.
  createEffect(
    on(
      () => workers.data() !== undefined,
      (isRead) => {
        const wanted = search.worker
        if (isRead && wanted) queueMicrotask(() => scrollToRow(wanted))
      },
    ),
  )

  return (
    <div class="page wide">
      <header class="page-head">
        <h1>Workers</h1>
        <WorkNav />
      </header>
      <ProblemNote problem={workers.error()} onRetry={workers.again} />
      <Show
        when={workers.data()}
        fallback={
          <Show when={workers.isWaiting()}>
            <Waiting label="workers" rows={3} />
          </Show>
        }
      >
        <Show when={ordered().length > 0} fallback={<NoWorkers />}>
          <ul class="card rows" aria-label="Workers">
            <Rows each={ordered()} key={(worker) => worker.id}>
              {(worker) => <WorkerCard worker={worker()} isSelected={selected() === worker().id} />}
            </Rows>
          </ul>
        </Show>
      </Show>
    </div>
  )
}

function NoWorkers() {
  return (
    <EmptyState icon="worker" title="No worker is running">
      <p>
        Nothing is lost: what is approved waits in its queue until a worker comes. <code>npm start</code>{' '}
        brings one along; beside a separate api, start one with <code>npm run worker</code>.
      </p>
    </EmptyState>
  )
}
