import { createMemo, Show } from 'solid-js'
import { Chip } from '../../ui/chip.tsx'
import { bytes, duration } from '../../ui/time.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import { argsInWords } from './args-in-words.ts'
import type { ToolCallMade } from './call-events.ts'

/** One call of a tool; its arguments and what the model got are behind it. */
export function ToolCallEvent(props: { call: ToolCallMade }) {
  const target = createMemo(() => argsInWords(props.call.args))
  const isCut = () => props.call.bytes > new TextEncoder().encode(props.call.result).length
  return (
    <>
      <p class="call-line">
        <span>
          <strong>
            <VisibleText text={props.call.tool} />
          </strong>
          <Show when={target()}>
            {(text) => (
              <>
                {' '}
                <code>
                  <VisibleText text={text()} />
                </code>
              </>
            )}
          </Show>{' '}
          <Show when={props.call.outcome !== 'done'}>
            <Chip icon="warning" tone="amber">
              {props.call.outcome === 'failed' ? 'Failed' : <VisibleText text={props.call.outcome} />}
            </Chip>
          </Show>
        </span>
        <span class="figures-line number">
          <span>{bytes(props.call.bytes)} back</span>
          <span>{duration(props.call.milliseconds)}</span>
        </span>
      </p>
      <Show when={props.call.result !== undefined}>
        <details class="raw">
          <summary>arguments and result</summary>
          <section class="scroll-x" aria-label="Arguments" tabindex="0">
            <pre>
              <VisibleText text={JSON.stringify(props.call.args, null, 2) ?? ''} keepsLines />
            </pre>
          </section>
          <section class="scroll-x" aria-label="Result" tabindex="0">
            <pre>
              <VisibleText text={props.call.result || '(empty)'} keepsLines />
            </pre>
          </section>
          <Show when={isCut()}>
            <p class="quiet">
              This is the beginning; more of it is in the list of calls, under{' '}
              <a href="?tab=artifacts">Artifacts</a>.
            </p>
          </Show>
        </details>
      </Show>
    </>
  )
}
