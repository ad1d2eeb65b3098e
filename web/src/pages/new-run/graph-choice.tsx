import type { GraphView } from '@pm-bot/domain'
import { For } from 'solid-js'

export function GraphChoice(props: { graphs: GraphView[]; value: string; onChange: (id: string) => void }) {
  return (
    <fieldset class="graph-choice">
      <legend class="label">Graph</legend>
      <For each={props.graphs} fallback={<p>The server offers no graph.</p>}>
        {(graph) => (
          <label class="graph">
            <input
              type="radio"
              name="graph"
              value={graph.id}
              checked={props.value === graph.id}
              aria-labelledby={`graph-${graph.id}`}
              aria-describedby={`graph-${graph.id}-hint`}
              onChange={() => props.onChange(graph.id)}
            />
            <span>
              <strong id={`graph-${graph.id}`}>{graph.title}</strong> <code class="quiet">{graph.id}</code>
              <span class="hint" id={`graph-${graph.id}-hint`}>
                {graph.description}
              </span>
            </span>
          </label>
        )}
      </For>
    </fieldset>
  )
}
