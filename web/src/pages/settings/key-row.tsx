import { Show } from 'solid-js'
import { AllKeys } from '../../ui/keyboard/all-keys.tsx'
import { chooseKeys, isChosen } from '../../ui/keyboard/chosen-keys.ts'
import { entryOf, type KeyCommand } from '../../ui/keyboard/keymap.ts'
import { KeyCapture } from './key-capture.tsx'

/** A command, its keys, and what changes them. */
export function KeyRow(props: {
  command: KeyCommand
  isAsking: boolean
  /** Why it could not have the keys that were pressed. */
  problem: string | undefined
  onAsk: () => void
  onKeys: (keys: string) => void
  onLeave: () => void
}) {
  const does = () => entryOf(props.command).does
  return (
    <li class="key-row" data-command={props.command}>
      <span class="key-does">{does()}</span>
      <Show
        when={props.isAsking}
        fallback={
          <span class="key-keys">
            <AllKeys command={props.command} />
          </span>
        }
      >
        <KeyCapture onKeys={props.onKeys} onLeave={props.onLeave} />
      </Show>
      <span class="buttons">
        <Show when={isChosen(props.command)}>
          <button
            type="button"
            class="button small"
            aria-label={`Reset the keys of “${does()}”`}
            onClick={() => chooseKeys(props.command, null)}
          >
            Reset
          </button>
        </Show>
        <button
          type="button"
          class="button small"
          aria-label={`Change the keys of “${does()}”`}
          onClick={() => props.onAsk()}
        >
          Change
        </button>
      </span>
      <p class="key-problem" role="status">
        {props.problem}
      </p>
    </li>
  )
}
