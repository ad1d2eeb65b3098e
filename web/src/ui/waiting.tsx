import { For } from 'solid-js'

/** Holds the place of what is being read; appears only when that takes a moment. */
export function Waiting(props: { rows?: number; label: string }) {
  return (
    <div class="waiting" role="status" aria-label={`Loading ${props.label}`}>
      <For each={Array.from({ length: props.rows ?? 4 })}>{() => <span class="bone" />}</For>
    </div>
  )
}
