import { Show } from 'solid-js'
import { Icon } from './icon.tsx'

/** Says that more has come than is shown, without moving what is. */
export function HeldBack(props: { count: number; onLetIn: () => void }) {
  return (
    <Show when={props.count > 0}>
      <div class="held-back">
        <button type="button" onClick={() => props.onLetIn()}>
          {props.count} new <Icon name="up" />
        </button>
      </div>
    </Show>
  )
}
