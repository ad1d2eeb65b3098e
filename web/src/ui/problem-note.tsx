import { type JSX, Show } from 'solid-js'
import { sentenceOf } from '../api/api-problem.ts'
import { Icon } from './icon.tsx'
import { VisibleText } from './visible-text.tsx'

/** The server's sentence, where the operator looks. */
export function ProblemNote(props: { problem: unknown; onRetry?: () => void; children?: JSX.Element }) {
  return (
    <Show when={props.problem}>
      <div class="note red" role="alert">
        <Icon name="warning" />
        <div>
          <p>
            <VisibleText text={sentenceOf(props.problem)} keepsLines />
          </p>
          {props.children}
        </div>
        <Show when={props.onRetry}>
          {(retry) => (
            <button type="button" class="button small" onClick={() => retry()()}>
              Try again
            </button>
          )}
        </Show>
      </div>
    </Show>
  )
}
