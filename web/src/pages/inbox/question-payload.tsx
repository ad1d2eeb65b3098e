import type { QuestionPayload } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { RawJson } from '../../ui/raw-json.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'

/** The agent's words, and what it tells about them: text, whatever it looks like. */
export default function QuestionPayloadView(props: { payload: QuestionPayload }) {
  return (
    <section class="stack" aria-label="The question">
      <blockquote class="agent-words question">
        <VisibleText text={props.payload.question} keepsLines />
      </blockquote>
      <Show when={props.payload.context}>
        {(context) => (
          <section class="stack" aria-label="What the agent tells about it">
            <h2 class="card-title">What the agent tells about it</h2>
            <pre class="exact">
              <VisibleText text={context()} keepsLines />
            </pre>
          </section>
        )}
      </Show>
      <RawJson value={props.payload} summary="Exact payload (JSON)" />
    </section>
  )
}
