import type { SearchMark } from '@pm-bot/domain'
import { For } from 'solid-js'
import { VisibleText } from '../../ui/visible-text.tsx'
import { markedPieces } from './marked-pieces.ts'

/** A text in which what was asked for is marked. It stays text, whatever it holds. */
export function MarkedText(props: { text: string; marks: readonly SearchMark[] }) {
  return (
    <For each={markedPieces(props.text, props.marks)}>
      {(piece) =>
        piece.isMarked ? (
          <mark>
            <VisibleText text={piece.text} keepsLines />
          </mark>
        ) : (
          <VisibleText text={piece.text} keepsLines />
        )
      }
    </For>
  )
}
