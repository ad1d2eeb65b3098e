import type { RunView } from '@pm-bot/domain'
import { For, Show } from 'solid-js'
import { createRunSpend } from '../../api/spend.ts'
import { Fact } from '../../ui/fact.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { modelsOf } from './models-of.ts'

/** Which models it has called, unless its spec says it already. */
export function RunModels(props: { run: RunView }) {
  const spend = createRunSpend(() => props.run.id)
  const named = () => (props.run.spec as { model?: unknown } | null)?.model
  const models = () => modelsOf(spend.data()?.calls ?? []).filter((model) => model !== named())
  return (
    <Show when={models().length > 0}>
      <Fact name="Model">
        <For each={models()}>
          {(model) => (
            <code class="break">
              <VisibleText text={model} />{' '}
            </code>
          )}
        </For>
      </Fact>
    </Show>
  )
}
