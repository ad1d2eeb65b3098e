import { For, Show } from 'solid-js'
import { Chip } from '../../../ui/chip.tsx'
import { RawJson, RawText } from '../../../ui/raw-json.tsx'
import { bytes, duration } from '../../../ui/time.ts'
import { VisibleText } from '../../../ui/visible-text.tsx'
import { argsInWords } from '../args-in-words.ts'
import { outcomeInWords, type TraceEntry } from './read-trace.ts'

/** Every call of a tool with what it was given and what it gave back. */
export function TraceView(props: { entries: TraceEntry[] }) {
  return (
    <ol class="pieces" aria-label="Calls of tools">
      <For each={props.entries}>{(entry) => <Call entry={entry} />}</For>
    </ol>
  )
}

function Call(props: { entry: TraceEntry }) {
  return (
    <li>
      <p class="call-line">
        <span>
          <span class="quiet">Turn {props.entry.turn}</span>{' '}
          <strong>
            <VisibleText text={props.entry.tool ?? 'no tool'} />
          </strong>{' '}
          <Show when={argsInWords(props.entry.args)}>
            {(words) => (
              <code>
                <VisibleText text={words()} />
              </code>
            )}
          </Show>{' '}
          <Show when={props.entry.outcome !== 'done'}>
            <Chip icon="warning" tone="amber">
              {outcomeInWords(props.entry.outcome)}
            </Chip>
          </Show>
        </span>
        <span class="figures-line number">
          <span>{bytes(props.entry.resultBytes ?? 0)} back</span>
          <span>{duration(props.entry.milliseconds ?? 0)}</span>
        </span>
      </p>
      <RawJson value={props.entry.args} summary="arguments" />
      <RawText text={props.entry.result} summary="result" />
    </li>
  )
}
