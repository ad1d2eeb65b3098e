import type { ToolPolicy } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { createGraphs } from '../../../api/graphs.ts'
import RulesEditor from '../../../ui/tools/rules-editor.tsx'
import { rulesAsTyped } from '../../../ui/tools/typed-rules.ts'
import type { PolicyForm } from './create-policy-form.ts'

/** What agents may do here: as their graphs have it, or rules for all of them. */
export function PolicyRules(props: { form: PolicyForm }) {
  const graphs = createGraphs()
  const first = () => graphs.data()?.find(({ tools }) => tools !== null)
  const begin = () =>
    props.form.set({ rules: rulesAsTyped((first()?.tools as ToolPolicy | undefined) ?? { rules: [] }) })

  return (
    <fieldset class="stack small-gap">
      <legend class="label">What agents may do</legend>
      <Show
        when={props.form.typed().rules}
        fallback={
          <>
            <p>Each run begins with the rules of its graph.</p>
            <button type="button" class="button small start" disabled={!graphs.data()} onClick={begin}>
              Set rules for this repository…
            </button>
          </>
        }
      >
        {(rules) => (
          <>
            <p class="hint">
              Every run with tools begins with these, whatever its graph. What its graph cannot do, no rule
              lets it do.
            </p>
            <RulesEditor
              rules={rules()}
              problems={props.form.ruleProblems()}
              back="Back to the rules of each graph"
              onChange={(changed) => props.form.set({ rules: changed })}
            />
          </>
        )}
      </Show>
      <Show when={props.form.problem('rules')}>{(problem) => <p class="field-problem">{problem()}</p>}</Show>
    </fieldset>
  )
}
