import { createSignal, For, Show } from 'solid-js'
import { chooseKeys, forgetChosenKeys, isAnyChosen } from '../../ui/keyboard/chosen-keys.ts'
import { keysInWords } from '../../ui/keyboard/key-words.ts'
import { entryOf, KEY_COMMANDS, KEY_SCOPES, type KeyCommand } from '../../ui/keyboard/keymap.ts'
import { isOfTheBrowser, takenBy } from '../../ui/keyboard/taken-keys.ts'
import { announce } from '../../ui/toast.tsx'
import { KeyRow } from './key-row.tsx'

/** Every command with its keys, which the operator may choose for this browser. */
export default function KeyboardSection() {
  const [asking, setAsking] = createSignal<KeyCommand>()
  const [problem, setProblem] = createSignal<{ command: KeyCommand; text: string }>()

  function ask(command: KeyCommand | undefined) {
    setProblem(undefined)
    setAsking(command)
  }
  function choose(command: KeyCommand, keys: string) {
    setAsking(undefined)
    const text = whyNot(command, keys)
    if (text !== undefined) return setProblem({ command, text })
    setProblem(undefined)
    chooseKeys(command, keys)
    announce({ text: `“${entryOf(command).does}” is on ${keysInWords(keys)} in this browser.` })
  }
  function forgetAll() {
    forgetChosenKeys()
    announce({ text: 'Every command has its usual keys again.' })
  }

  return (
    <section class="stack" aria-labelledby="keyboard">
      <header class="page-head">
        <h2 id="keyboard">Keyboard</h2>
        <Show when={isAnyChosen()}>
          <button type="button" class="button small" onClick={forgetAll}>
            Take all usual keys again
          </button>
        </Show>
      </header>
      <p class="quiet">
        What you choose is kept in this browser. Plain keys do nothing while you type. Where two commands
        could mean the same key, the one of what you look into wins.
      </p>
      <For each={KEY_SCOPES}>
        {(scope) => (
          <div class="group">
            <h3>{scope}</h3>
            <ul class="card rows" aria-label={scope}>
              <For each={KEY_COMMANDS.filter((command) => entryOf(command).scope === scope)}>
                {(command) => (
                  <KeyRow
                    command={command}
                    isAsking={asking() === command}
                    problem={problem()?.command === command ? problem()?.text : undefined}
                    onAsk={() => ask(command)}
                    onKeys={(keys) => choose(command, keys)}
                    onLeave={() => ask(undefined)}
                  />
                )}
              </For>
            </ul>
          </div>
        )}
      </For>
    </section>
  )
}

/** Why a command cannot have these keys, in a sentence. */
function whyNot(command: KeyCommand, keys: string): string | undefined {
  const words = keysInWords(keys)
  if (isOfTheBrowser(keys)) return `The browser keeps ${words} to itself. Choose another.`
  if (entryOf(command).whileTyping && !keys.startsWith('Mod+'))
    return `This one works while you type too, so it needs ${keysInWords('Mod+')}… with another key.`
  const other = takenBy(command, keys)
  return other && `${words} is taken by “${entryOf(other).does}”. Choose another, or change that one first.`
}
