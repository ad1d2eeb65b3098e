import { Show } from 'solid-js'
import { plural } from '../../ui/time.ts'

/** The number that a question is about; a place for it while it is counted. */
export function JobCount(props: { count: number | undefined; what: string }) {
  return (
    <p class="job-count" aria-live="polite">
      <Show when={props.count !== undefined} fallback={<span class="quiet">Counting…</span>}>
        <strong class="number">{plural(props.count ?? 0, 'job')}</strong> {props.what}.
      </Show>
    </p>
  )
}
