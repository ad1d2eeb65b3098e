import { For, Show } from 'solid-js'
import { createPendingItemsOfRun } from '../../api/inbox.ts'
import { Icon } from '../../ui/icon.tsx'
import { RiskMark } from '../../ui/risk-mark.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'

/** What the run waits for, one step away. */
export function PendingDecisions(props: { runId: string }) {
  const items = createPendingItemsOfRun(() => props.runId)
  return (
    <Show when={(items.data()?.length ?? 0) > 0}>
      <section class="stack" aria-label="Waits for you">
        <For each={items.data()}>
          {(item) => (
            <div class="note amber pending">
              <Icon name="waiting" />
              <div>
                <p>
                  <strong>Waits for you:</strong> <VisibleText text={item.title} keepsLines />
                </p>
                <RiskMark risk={item.risk} />
              </div>
              <a class="button primary" href={`/inbox/${item.id}`}>
                Review <Icon name="forward" />
              </a>
            </div>
          )}
        </For>
      </section>
    </Show>
  )
}
