import { For, Show } from 'solid-js'
import { WrittenText } from '../../../ui/markdown/written-text.tsx'
import { VisibleText } from '../../../ui/visible-text.tsx'
import type { Answer } from './read-answer.ts'

/** An agent's answer, and what it rests on. */
export function AnswerView(props: { answer: Answer }) {
  return (
    <div class="answer">
      <WrittenText text={props.answer.text} />
      <Show when={props.answer.references.length > 0}>
        <h3>It rests on</h3>
        <ul class="bullets" aria-label="References">
          <For each={props.answer.references}>
            {(reference) => (
              <li>
                <code class="break">
                  <VisibleText text={reference} />
                </code>
              </li>
            )}
          </For>
        </ul>
        <p class="hint">That these lines exist was looked up; whether they say so is yours to judge.</p>
      </Show>
    </div>
  )
}
