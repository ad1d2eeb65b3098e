import type { QuotedComment } from '@pm-bot/domain'
import { For } from 'solid-js'
import { VisibleText } from '../../ui/visible-text.tsx'

/** The comments that went to the agent, each with the line that it was about. */
export function SaidOnLines(props: { comments: readonly QuotedComment[] }) {
  return (
    <ul class="said-on-lines" aria-label="Comments on lines">
      <For each={props.comments}>
        {({ path, side, line, quote, text }) => (
          <li>
            <p class="quiet">
              <code>
                <VisibleText text={`${path}:${line}`} />
              </code>
              {side === 'old' ? ' before the change' : ''}
            </p>
            <pre class="said-quote">
              <VisibleText text={quote} keepsLines />
            </pre>
            <p class="prose">
              <VisibleText text={text} keepsLines />
            </p>
          </li>
        )}
      </For>
    </ul>
  )
}
