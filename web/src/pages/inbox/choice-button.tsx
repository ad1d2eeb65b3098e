import { Show } from 'solid-js'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { KeyHint } from '../../ui/keyboard/key-hint.tsx'
import type { KeyCommand } from '../../ui/keyboard/keymap.ts'
import { VisibleText } from '../../ui/visible-text.tsx'

/** A button, and what it does before it is pressed. */
export function ChoiceButton(props: {
  command: KeyCommand
  icon: IconName
  label: string
  says: string | undefined
  isPrimary?: boolean
  isPending: boolean
  onChoose: () => void
}) {
  return (
    <div class="choice">
      <button
        type="button"
        class={`button ${props.isPrimary ? 'primary' : ''}`}
        disabled={props.isPending}
        onClick={() => props.onChoose()}
      >
        <Icon name={props.icon} /> {props.label}
        <KeyHint command={props.command} />
      </button>
      <Show when={props.says}>
        {(says) => (
          <p>
            <VisibleText text={says()} />
          </p>
        )}
      </Show>
    </div>
  )
}
