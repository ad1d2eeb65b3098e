import { Show } from 'solid-js'
import { createMeta } from '../../api/meta.ts'
import { Icon } from '../../ui/icon.tsx'

/** Says what to set where no model is, for a graph that needs one. */
export function ModelNote(props: { isNeeded: boolean }) {
  const meta = createMeta()
  return (
    <Show when={props.isNeeded && meta.data()?.capabilities.models === false}>
      <div class="note amber" role="status">
        <Icon name="warning" />
        <p>
          No model is set up here, and this graph needs one. Set <code>PMBOT_MODEL</code>, e.g. to{' '}
          <code>openai:gpt-5</code>, and its key: <code>OPENAI_API_KEY</code> or{' '}
          <code>ANTHROPIC_API_KEY</code>; a model of <code>ollama</code> needs none. Then start pm-bot again.
          You can also name a model below whose key is set.
        </p>
      </div>
    </Show>
  )
}
