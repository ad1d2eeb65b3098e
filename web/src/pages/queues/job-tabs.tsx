import { For, Show } from 'solid-js'
import { JOB_WORDS } from '../../ui/work-words.ts'
import { JOB_TABS, type JobTab } from './job-words.ts'

const wordOf = (tab: JobTab) => (tab === 'all' ? 'All' : JOB_WORDS[tab].word)

/** The states of jobs, with how many are in those that matter. */
export function JobTabs(props: {
  current: JobTab
  counts: Partial<Record<JobTab, number>>
  onOpen: (tab: JobTab) => void
}) {
  return (
    <fieldset class="segments wrapping" aria-label="State of the jobs">
      <For each={JOB_TABS}>
        {(tab) => (
          <button
            type="button"
            aria-pressed={props.current === tab}
            title={tab === 'failed' ? 'Counted: those of the last 24 hours' : undefined}
            onClick={() => props.onOpen(tab)}
          >
            {wordOf(tab)}
            <Show when={props.counts[tab]}>
              {(count) => <span class="group-count number">{count()}</span>}
            </Show>
          </button>
        )}
      </For>
    </fieldset>
  )
}
