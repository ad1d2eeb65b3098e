import { For, Show } from 'solid-js'
import { createRunEvents } from '../../api/run-events.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { clock } from '../../ui/time.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import { Waiting } from '../../ui/waiting.tsx'

const SHOWN = 10

/** The last lines of the run's timeline, the newest last. */
export default function WhatHappened(props: { runId: string }) {
  const events = createRunEvents(() => props.runId)
  return (
    <>
      <ProblemNote problem={events.error()} onRetry={events.again} />
      <Show when={events.data()} fallback={<Waiting label="timeline" rows={3} />}>
        {(known) => (
          <ol class="what-happened">
            <For each={known().events.slice(-SHOWN)}>
              {({ title, at }) => (
                <li>
                  <time class="quiet number" dateTime={at}>
                    {clock(at)}
                  </time>
                  <span class="prose">
                    <VisibleText text={title} keepsLines />
                  </span>
                </li>
              )}
            </For>
          </ol>
        )}
      </Show>
    </>
  )
}
