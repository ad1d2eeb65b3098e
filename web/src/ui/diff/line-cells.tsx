import type { DiffLine, DiffLineKind } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { VisibleText } from '../visible-text.tsx'
import type { ChangedPart } from './changed-part.ts'

const MARKS: Record<DiffLineKind, string> = { added: '+', deleted: '−', context: ' ', note: '' }
const WORDS: Record<DiffLineKind, string> = { added: 'added', deleted: 'removed', context: '', note: '' }

export function LineMark(props: { kind: DiffLineKind }) {
  return (
    <td class="line-mark" data-mark={MARKS[props.kind]}>
      <Show when={WORDS[props.kind]}>{(word) => <span class="sr-only">{word()}</span>}</Show>
    </td>
  )
}

export function LineText(props: { line: DiffLine; part: ChangedPart | undefined }) {
  return (
    <Show when={props.part} fallback={<VisibleText text={props.line.text} keepsLines />}>
      {(part) => (
        <>
          <VisibleText text={props.line.text.slice(0, part()[0])} keepsLines />
          <span class="changed">
            <VisibleText text={props.line.text.slice(part()[0], part()[1])} keepsLines />
          </span>
          <VisibleText text={props.line.text.slice(part()[1])} keepsLines />
        </>
      )}
    </Show>
  )
}
