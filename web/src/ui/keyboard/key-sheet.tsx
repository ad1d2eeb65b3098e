import { For } from 'solid-js'
import { Modal } from '../modal.tsx'
import { AllKeys } from './all-keys.tsx'
import { capsOf } from './key-words.ts'
import { entryOf, KEY_COMMANDS, KEY_SCOPES } from './keymap.ts'

const [[MOD] = []] = capsOf('Mod+k')

/** What `?` opens. */
export default function KeySheet(props: { onClose: () => void }) {
  return (
    <Modal title="Keyboard" onClose={props.onClose} wide>
      <div class="key-sheet">
        <For each={KEY_SCOPES}>
          {(scope) => (
            <section>
              <h3>{scope}</h3>
              <dl>
                <For each={KEY_COMMANDS.filter((command) => entryOf(command).scope === scope)}>
                  {(command) => (
                    <div>
                      <dt>{entryOf(command).does}</dt>
                      <dd>
                        <AllKeys command={command} />
                      </dd>
                    </div>
                  )}
                </For>
              </dl>
            </section>
          )}
        </For>
      </div>
      <p class="quiet">
        While you type, only those with {MOD} do something. You can{' '}
        <a href="/settings/keyboard" onClick={() => props.onClose()}>
          choose others
        </a>{' '}
        for this browser.
      </p>
    </Modal>
  )
}
