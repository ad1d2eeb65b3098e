import type { ToolPolicy } from '@pm-bot/domain'
import { lazy, Show, Suspense } from 'solid-js'
import { ToolRulesView } from '../../ui/tools/tool-rules-view.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { rulesAsTyped, type TypedRule } from './typed-rules.ts'

const RulesEditor = lazy(() => import('./rules-editor.tsx'))

/** What the agent may do: the graph's usual rules in words, or an editor for others. */
export function RulesSection(props: {
  usual: ToolPolicy
  /** Undefined: the usual ones. */
  rules: readonly TypedRule[] | undefined
  problems: ReadonlyMap<number, string>
  problem: string | undefined
  onChange: (rules: TypedRule[] | undefined) => void
}) {
  return (
    <details class="form-part" open={props.rules !== undefined || props.problem !== undefined}>
      <summary>
        What its agent may do{' '}
        <span class="quiet">{props.rules ? 'rules of your own' : 'the usual rules of this graph'}</span>
      </summary>
      <div class="stack">
        <Show
          when={props.rules}
          fallback={
            <>
              <ToolRulesView policy={props.usual} />
              <button
                type="button"
                class="button small start"
                onClick={() => props.onChange(rulesAsTyped(props.usual))}
              >
                Change the rules…
              </button>
            </>
          }
        >
          {(rules) => (
            <Suspense fallback={<Waiting label="rules" rows={3} />}>
              <RulesEditor rules={rules()} problems={props.problems} onChange={props.onChange} />
            </Suspense>
          )}
        </Show>
        <Show when={props.problem}>
          <p class="field-problem">{props.problem}</p>
        </Show>
        <p class="hint">
          They are frozen with the run. Whatever it asks about comes to your inbox, unless a{' '}
          <a href="/grants">grant</a> allows it.
        </p>
      </div>
    </details>
  )
}
