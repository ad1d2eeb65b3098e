import { Show } from 'solid-js'
import { Chip } from '../../ui/chip.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import type { Said } from './steering.ts'

/** What the operator said to the agent, and whether it has reached it. */
export function SteeredEvent(props: { said: Said; turn: number | undefined; isOver: boolean }) {
  return (
    <p class="steered">
      <span class="quiet">You said: </span>
      <span class="prose lines">
        <VisibleText text={props.said.text} keepsLines />
      </span>{' '}
      <Show
        when={props.turn}
        fallback={
          <Show
            when={!props.isOver}
            fallback={
              <Chip icon="cancelled" tone="grey">
                Never delivered
              </Chip>
            }
          >
            <Chip icon="waiting" tone="amber">
              Waits for its next step
            </Chip>
          </Show>
        }
      >
        {(turn) => (
          <Chip icon="done" tone="green">
            Delivered at turn {turn()}
          </Chip>
        )}
      </Show>
    </p>
  )
}
