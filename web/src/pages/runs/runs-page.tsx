import { useNavigate } from '@solidjs/router'
import { createMemo, createSignal, For, Show } from 'solid-js'
import { createOpenRunWork } from '../../api/run-work.ts'
import { createRuns } from '../../api/runs.ts'
import { createListKeys } from '../../ui/create-list-keys.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { createTitle } from '../../ui/title.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { RunsNav } from '../templates/runs-nav.tsx'
import { RunRow } from './run-row.tsx'
import { RUN_ZONES, zoneOf } from './run-zones.ts'

export default function RunsPage() {
  createTitle(() => 'Runs')
  const runs = createRuns()
  const work = createOpenRunWork()
  const navigate = useNavigate()
  const [selected, setSelected] = createSignal<string>()
  const byId = createMemo(() => new Map((runs.data() ?? []).map((run) => [run.id, run])))
  const zones = createMemo(() =>
    RUN_ZONES.map((zone) => ({
      zone,
      ids: [...byId().values()].filter((run) => zoneOf(run) === zone).map((run) => run.id),
    })).filter(({ ids }) => ids.length > 0),
  )

  createListKeys({
    rows: () => zones().flatMap(({ ids }) => ids),
    selected,
    select: setSelected,
    open: (id) => navigate(`/runs/${id}`),
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
      <ProblemNote problem={runs.error()} onRetry={runs.again} />
      <Show when={!runs.isWaiting()} fallback={<Waiting label="runs" rows={6} />}>
        <Show when={runs.data()?.length === 0}>
          <EmptyState icon="runs" title="No runs yet">
            <p>
              A run is one piece of work on one repository. Propose the first; nothing starts before you
              approve it.
            </p>
          </EmptyState>
        </Show>
        <For each={zones()}>
          {({ zone, ids }) => (
            <section class="group" aria-label={zone}>
              <h2>
                {zone} <span class="group-count">{ids.length}</span>
              </h2>
              <ul class="card rows">
                <For each={ids}>
                  {(id) => (
                    <Show when={byId().get(id)}>
                      {(run) => (
                        <RunRow run={run()} work={work.data()?.get(id)} isSelected={selected() === id} />
                      )}
                    </Show>
                  )}
                </For>
              </ul>
            </section>
          )}
        </For>
        <MoreButton read={runs} />
      </Show>
    </div>
  )
}
