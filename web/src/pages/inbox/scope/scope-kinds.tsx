import { type JSX, Show } from 'solid-js'
import { VisibleText } from '../../../ui/visible-text.tsx'
import type { ScopeChoice, ScopeKind } from './scope-choice.ts'

/** The four ways to allow a call, each with whether it is for one time or a rule. */
export function ScopeKinds(props: {
  choice: ScopeChoice
  repoName: string
  /** Whether a pattern can say which calls are like this one. */
  mayBeRule: boolean
  /** As a field for a day has it. */
  today: string
  onChange: (change: Partial<ScopeChoice>) => void
}) {
  const Kind = (own: { kind: ScopeKind; children: JSX.Element }) => (
    <label class="scope-kind">
      <input
        type="radio"
        name="scope"
        value={own.kind}
        checked={props.choice.kind === own.kind}
        onChange={() => props.onChange({ kind: own.kind })}
      />
      <span>{own.children}</span>
      <span class={`chip ${own.kind === 'once' ? 'grey' : 'blue'}`}>
        {own.kind === 'once' ? 'One time' : 'Rule'}
      </span>
    </label>
  )

  return (
    <fieldset class="scope-kinds">
      <legend class="sr-only">How much to allow</legend>
      <Kind kind="once">This call only</Kind>
      <Show when={props.mayBeRule}>
        <Kind kind="calls">
          This call, and the next{' '}
          <input
            class="tiny"
            inputmode="numeric"
            aria-label="Number of further calls"
            value={props.choice.count}
            onInput={(event) => props.onChange({ kind: 'calls', count: event.currentTarget.value })}
          />{' '}
          like it in this run
        </Kind>
        <Kind kind="run">Every call like it in this run</Kind>
        <Kind kind="repo">
          Every call like it in{' '}
          <strong>
            <VisibleText text={props.repoName} />
          </strong>
          , in any run, to the end of{' '}
          <input
            type="date"
            class="tiny"
            aria-label="Last day"
            min={props.today}
            value={props.choice.untilDay}
            onInput={(event) => props.onChange({ kind: 'repo', untilDay: event.currentTarget.value })}
          />
        </Kind>
      </Show>
    </fieldset>
  )
}
