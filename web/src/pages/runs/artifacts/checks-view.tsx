import { For, Show } from 'solid-js'
import { Chip } from '../../../ui/chip.tsx'
import { lineOf } from '../../../ui/line-of.ts'
import { RawText } from '../../../ui/raw-json.tsx'
import { duration } from '../../../ui/time.ts'
import { VisibleText } from '../../../ui/visible-text.tsx'
import { type CheckReport, endInWords } from './read-checks.ts'

/** The commands that had to succeed before the change was proposed. */
export function ChecksView(props: { checks: CheckReport[] }) {
  return (
    <ul class="pieces" aria-label="Checks">
      <For each={props.checks}>
        {(check) => (
          <li>
            <p class="call-line">
              <span>
                <code>
                  <VisibleText text={lineOf(check.argv)} />
                </code>{' '}
                <Chip
                  icon={check.exitCode === 0 ? 'done' : 'refused'}
                  tone={check.exitCode === 0 ? 'green' : 'red'}
                >
                  <VisibleText text={endInWords(check)} />
                </Chip>
              </span>
              <span class="figures-line number">
                <span>{duration(check.durationMs)}</span>
              </span>
            </p>
            <Show when={check.tail.trim() !== ''}>
              <RawText text={check.tail} summary="end of its output" />
            </Show>
          </li>
        )}
      </For>
    </ul>
  )
}
