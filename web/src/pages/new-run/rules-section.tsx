import type { ToolPolicy } from '@pm-bot/domain'
import { lazy, Show, Suspense } from 'solid-js'
import { ToolRulesView } from '../../ui/tools/tool-rules-view.tsx'
import { rulesAsTyped, type TypedRule } from '../../ui/tools/typed-rules.ts'
import { Waiting } from '../../ui/waiting.tsx'

const RulesEditor = lazy(() => import('../../ui/tools/rules-editor.tsx'))

/** What the agent may do: the rules of the repository or the graph in words, or an editor for others. */
export function RulesSection(props: {
  usual: ToolPolicy
  /** The repository whose rules these are; undefined: the graph's. */
  usualOf: string | undefined
  /** Undefined: the usual ones. */
  rules: readonly TypedRule[] | undefined
  problems: ReadonlyMap<number, string>
  problem: string | undefined
  onChange: (rules: TypedRule[] | undefined) => void
}) {
  const words = () => {
    if (props.rules) return 'rules of your own'
    return props.usualOf ? 'rules of this repository' : 'the usual rules of this graph'
  }
  return (
    <details class="form-part" open={props.rules !== undefined || props.problem !== undefined}>
      <summary>
        What its agent may do <span class="quiet">{words()}</span>
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
              <RulesEditor
                rules={rules()}
                problems={props.problems}
                back={props.usualOf ? 'Back to the rules of this repository' : 'Back to the usual rules'}
                onChange={props.onChange}
              />
            </Suspense>
          )}
        </Show>
        <Show when={props.problem}>
          <p class="field-problem">{props.problem}</p>
        </Show>
        <p class="hint">
          They are frozen with the run. Whatever it asks about comes to your inbox, unless a{' '}
          <a href="/grants">grant</a> allows it.
          <Show when={props.usualOf}>
            {(repoId) => (
              <>
                {' '}
                Runs in this repository begin with the rules of its{' '}
                <a href={`/repos/${repoId()}#policy`}>policy</a>.
              </>
            )}
          </Show>
        </p>
      </div>
    </details>
  )
}
