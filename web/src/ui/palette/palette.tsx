import { useNavigate } from '@solidjs/router'
import { createMemo, createSignal, createUniqueId, onCleanup, onMount } from 'solid-js'
import { Icon } from '../icon.tsx'
import { activeCommands } from '../keyboard/on-key.ts'
import { strokeOf } from '../keyboard/stroke-of.ts'
import { ChoiceList } from './choice-list.tsx'
import { type Choice, commandChoices, searchChoice } from './choices.ts'
import { createThings } from './create-things.ts'
import { findChoices } from './find-choices.ts'
import { recentChoices, rememberChoice } from './recent.ts'

/** Every command that can act here and now, and what there is by its name. */
export default function Palette(props: { onClose: () => void }) {
  const navigate = useNavigate()
  const listId = createUniqueId()
  // As it was before the palette covered it.
  const active = activeCommands()
  const recent = recentChoices()
  const things = createThings()
  const [query, setQuery] = createSignal('')
  const [chosen, setChosen] = createSignal<string>()
  let dialog!: HTMLDialogElement
  let isGone = false
  onMount(() => dialog.showModal())
  onCleanup(() => {
    isGone = true
    dialog.close()
  })

  const found = createMemo(() => {
    const words = query().trim()
    const fitting = findChoices([...commandChoices(active.keys()), ...things()], words, recent)
    return words === '' ? fitting : [...fitting, searchChoice(words)]
  })
  // More may come in above while the operator reads: what is chosen stays chosen.
  const at = () =>
    Math.max(
      0,
      found().findIndex(({ id }) => id === chosen()),
    )

  function take(choice: Choice) {
    rememberChoice(choice.id)
    // It gives the focus back before anything else happens.
    dialog.close()
    if (choice.href !== undefined) navigate(choice.href)
    else if (choice.command) active.get(choice.command)?.()
  }
  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const count = found().length
    if (step !== undefined && count > 0) setChosen(found()[(at() + step + count) % count]?.id)
    else if (event.key === 'Enter' && !event.isComposing && found()[at()]) take(found()[at()]!)
    else if (strokeOf(event) === 'Mod+k') dialog.close()
    else return
    event.preventDefault()
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes it, the click is for the backdrop
    <dialog
      ref={dialog}
      class="modal palette"
      aria-label="Find a command or a thing"
      onClose={() => !isGone && props.onClose()}
      onClick={(event) => event.target === dialog && dialog.close()}
    >
      <div class="palette-field">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-label="Command or thing"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={found().length > 0 ? `${listId}-${at()}` : undefined}
          aria-autocomplete="list"
          autocomplete="off"
          spellcheck={false}
          placeholder="Do something, or open a run, a repository, an item…"
          value={query()}
          onInput={(event) => {
            setChosen(undefined)
            setQuery(event.currentTarget.value)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <ChoiceList id={listId} choices={found()} at={at()} onPoint={({ id }) => setChosen(id)} onTake={take} />
    </dialog>
  )
}
