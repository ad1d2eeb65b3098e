import { For } from 'solid-js'
import { visiblePieces } from './visible-pieces.ts'

/** Text from a repository, an agent or a run: what it hides is named, and it reorders nothing around it. */
export function VisibleText(props: { text: string; keepsLines?: boolean }) {
  return (
    <span class="visible-text">
      <For each={visiblePieces(props.text, props.keepsLines)}>
        {(piece) => (piece.isMark ? <span class="hidden-character">{piece.text}</span> : piece.text)}
      </For>
    </span>
  )
}
