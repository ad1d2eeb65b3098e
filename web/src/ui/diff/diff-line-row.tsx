import { For, Show } from 'solid-js'
import type { ChangedPart } from './changed-part.ts'
import type { DiffLine, DiffLineKind } from './parse-diff.ts'
import { visiblePieces } from './visible-text.ts'

const MARKS: Record<DiffLineKind, string> = { added: '+', deleted: '−', context: ' ', note: '' }
const WORDS: Record<DiffLineKind, string> = { added: 'added', deleted: 'removed', context: '', note: '' }

export function DiffLineRow(props: { line: DiffLine; part: ChangedPart | undefined }) {
  return (
    <tr class={`line ${props.line.kind}`}>
      <td class="line-number" data-number={props.line.oldNumber ?? ''} />
      <td class="line-number" data-number={props.line.newNumber ?? ''} />
      <td class="line-mark" data-mark={MARKS[props.line.kind]}>
        <Show when={WORDS[props.line.kind]}>{(word) => <span class="sr-only">{word()}</span>}</Show>
      </td>
      <td class="line-text">
        <Show when={props.part} fallback={<Visible text={props.line.text} />}>
          {(part) => (
            <>
              <Visible text={props.line.text.slice(0, part()[0])} />
              <span class="changed">
                <Visible text={props.line.text.slice(part()[0], part()[1])} />
              </span>
              <Visible text={props.line.text.slice(part()[1])} />
            </>
          )}
        </Show>
      </td>
    </tr>
  )
}

function Visible(props: { text: string }) {
  return (
    <For each={visiblePieces(props.text)}>
      {(piece) => (piece.isMark ? <span class="hidden-character">{piece.text}</span> : piece.text)}
    </For>
  )
}
