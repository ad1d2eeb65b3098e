import { For } from 'solid-js'
import { VisibleText } from './visible-text.tsx'

/** GitHub's labels, side by side. */
export function Labels(props: { labels: readonly string[] }) {
  return (
    <For each={props.labels}>
      {(label) => (
        <span class="object-label">
          <VisibleText text={label} />
        </span>
      )}
    </For>
  )
}
