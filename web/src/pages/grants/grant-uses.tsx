import { For, Show } from 'solid-js'
import { createGrantUses } from '../../api/grants.ts'
import { Ago } from '../../ui/ago.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { RunLink } from '../../ui/run-link.tsx'

/** The last calls that a grant allowed. */
export function GrantUses(props: { grantId: string }) {
  const uses = createGrantUses(() => props.grantId)
  return (
    <>
      <ProblemNote problem={uses.error()} onRetry={uses.again} />
      <ul class="bullets" aria-label="Uses">
        <For each={uses.data()} fallback={<li class="quiet">No call was allowed by it yet.</li>}>
          {(use) => (
            <li>
              <RunLink runId={use.runId} />{' '}
              <span class="quiet">
                <Ago at={use.at} suffix=" ago" />
                <Show when={use.itemId}>
                  {(item) => (
                    <>
                      , released <a href={`/inbox/${item()}`}>an item that waited</a>
                    </>
                  )}
                </Show>
              </span>
            </li>
          )}
        </For>
      </ul>
    </>
  )
}
