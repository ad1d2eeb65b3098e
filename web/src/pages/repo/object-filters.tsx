import type { GitHubObjectView } from '@pm-bot/domain'
import { createSignal, For, onCleanup } from 'solid-js'
import { onKey } from '../../ui/keyboard/on-key.ts'
import { STATES, stateWord } from './object-look.ts'

type State = GitHubObjectView['state'] | undefined
const PAUSE_MS = 250

export function ObjectFilters(props: {
  kind: GitHubObjectView['kind']
  state: State
  q: string
  onState: (state: State) => void
  onSearch: (q: string) => void
}) {
  const [text, setText] = createSignal(props.q)
  let field!: HTMLInputElement
  let pause: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(pause))
  onKey('search', () => field.focus())

  function onInput(next: string) {
    setText(next)
    clearTimeout(pause)
    pause = setTimeout(() => props.onSearch(next.trim()), PAUSE_MS)
  }

  return (
    <div class="object-filters">
      <fieldset class="segments wrapping" aria-label="State">
        <For each={STATES[props.kind]}>
          {(state) => (
            <button type="button" aria-pressed={props.state === state} onClick={() => props.onState(state)}>
              {stateWord(state)}
            </button>
          )}
        </For>
      </fieldset>
      <input
        ref={field}
        class="object-search"
        type="search"
        aria-label={props.kind === 'pr' ? 'Search pull requests' : 'Search issues'}
        placeholder="Search, or a number"
        autocomplete="off"
        value={text()}
        onInput={(event) => onInput(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          field.blur()
        }}
      />
    </div>
  )
}
