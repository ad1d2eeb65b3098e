import type { RunView } from '@pm-bot/domain'
import { For, Show } from 'solid-js'
import { createRunsMadeFrom } from '../../api/runs.ts'
import { Fact } from '../../ui/fact.tsx'
import { RunStatusChip } from '../../ui/run-status.tsx'

/** What came of a run later: its retries, its forks, and what was added to its branch. */
export function RunsMadeFrom(props: { run: RunView }) {
  const runs = createRunsMadeFrom(() => props.run.id)
  return (
    <Show when={(runs.data()?.length ?? 0) > 0}>
      <Fact name="Led to">
        <ul class="made-from">
          <For each={runs.data()}>
            {(run) => (
              <li>
                <a href={`/runs/${run.id}`}>{wordFor(run, props.run.id)}</a>{' '}
                <RunStatusChip status={run.status} />
              </li>
            )}
          </For>
        </ul>
      </Fact>
    </Show>
  )
}

function wordFor(run: RunView, from: string): string {
  if (run.forkOf === from) return 'a fork'
  return run.retryOf === from ? 'a retry' : 'a follow-up'
}
