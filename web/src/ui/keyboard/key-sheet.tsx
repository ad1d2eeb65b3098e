import { For, Show } from 'solid-js'
import { Modal } from '../modal.tsx'
import { Keys } from './key-hint.tsx'
import { entryOf, KEY_SCOPES, KEYMAP, type KeyCommand, type KeyScope } from './keymap.ts'

const commandsOf = (scope: KeyScope) =>
  (Object.keys(KEYMAP) as KeyCommand[]).map(entryOf).filter((entry) => entry.scope === scope)

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
                <For each={commandsOf(scope)}>
                  {(entry) => (
                    <div>
                      <dt>{entry.does}</dt>
                      <dd>
                        <For each={entry.keys.filter((key) => key !== 'C')}>
                          {(keys, index) => (
                            <>
                              <Show when={index() > 0}> or </Show>
                              <Keys keys={keys} />
                            </>
                          )}
                        </For>
                      </dd>
                    </div>
                  )}
                </For>
              </dl>
            </section>
          )}
        </For>
      </div>
    </Modal>
  )
}
