import { For, Show } from 'solid-js'
import { Chip } from '../../../ui/chip.tsx'
import { RawText } from '../../../ui/raw-json.tsx'
import { bytes, plural } from '../../../ui/time.ts'
import { VisibleText } from '../../../ui/visible-text.tsx'
import { type ContextPiece, wordsOf } from './read-context.ts'

/** What the agent began with: what it saw, whose words they are, and what was left out and why. */
export function ContextView(props: { pieces: ContextPiece[] }) {
  const missing = () => props.pieces.filter(({ status }) => status !== 'included').length
  return (
    <div class="stack small-gap">
      <p class="quiet">
        {plural(props.pieces.length, 'piece')}
        {missing() === 0 ? ', all of them whole.' : `, ${missing()} of them not whole.`}
      </p>
      <ul class="pieces" aria-label="What the agent saw at first">
        <For each={props.pieces}>{(piece) => <Piece piece={piece} />}</For>
      </ul>
    </div>
  )
}

function Piece(props: { piece: ContextPiece }) {
  return (
    <li data-status={props.piece.status}>
      <p class="call-line">
        <span>
          <strong>
            <VisibleText text={props.piece.source} />
          </strong>{' '}
          <span class="quiet">
            <VisibleText text={wordsOf(props.piece)} />
          </span>{' '}
          <Show when={props.piece.trust === 'outside'}>
            <Chip icon="warning" tone="amber">
              From outside
            </Chip>
          </Show>{' '}
          <Show when={props.piece.status !== 'included'}>
            <Chip icon="cancelled" tone="grey">
              {props.piece.status === 'cut' ? 'Cut short' : 'Left out'}
            </Chip>
          </Show>
        </span>
        <span class="figures-line number">
          <span>{bytes(props.piece.bytes)}</span>
        </span>
      </p>
      <Show when={props.piece.why}>
        {(why) => (
          <p class="hint">
            <VisibleText text={why()} />
          </p>
        )}
      </Show>
      <Show when={props.piece.masked > 0}>
        <p class="hint">{plural(props.piece.masked, 'secret')} masked</p>
      </Show>
      <Show when={props.piece.text !== ''}>
        <RawText text={props.piece.text} summary="text" />
      </Show>
    </li>
  )
}
