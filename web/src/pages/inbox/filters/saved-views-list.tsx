import { createSignal, createUniqueId, For, Show } from 'solid-js'
import { Icon } from '../../../ui/icon.tsx'
import { spellOut } from '../../../ui/visible-pieces.ts'
import { VisibleText } from '../../../ui/visible-text.tsx'
import { forgetView, savedViews, saveView } from './saved-views.ts'

/** Filters under names, kept in this browser. */
export function SavedViews(props: { words: string; onChoose: (words: string) => void }) {
  const id = createUniqueId()
  const [name, setName] = createSignal('')
  const isNew = () =>
    props.words.trim() !== '' && !savedViews().some(({ words }) => words === props.words.trim())

  return (
    <section class="filter-choices" aria-labelledby={id}>
      <h2 class="label" id={id}>
        Saved views
      </h2>
      <ul class="saved-views">
        <For each={savedViews()} fallback={<li class="quiet">None yet.</li>}>
          {(view) => (
            <li>
              <button
                type="button"
                class="link"
                aria-pressed={view.words === props.words.trim()}
                onClick={() => props.onChoose(view.words)}
              >
                <VisibleText text={view.name} />
              </button>
              <button
                type="button"
                class="icon-button"
                aria-label={`Forget ${spellOut(view.name)}`}
                onClick={() => forgetView(view.name)}
              >
                <Icon name="close" />
              </button>
            </li>
          )}
        </For>
      </ul>
      <Show when={isNew()}>
        <form
          class="saved-view-new"
          onSubmit={(event) => {
            event.preventDefault()
            if (name().trim() === '') return
            saveView({ name: name().trim(), words: props.words.trim() })
            setName('')
          }}
        >
          <input
            aria-label="Name of this view"
            placeholder="Keep this as…"
            maxlength="60"
            value={name()}
            onInput={(event) => setName(event.currentTarget.value)}
          />
          <button type="submit" class="button small" disabled={name().trim() === ''}>
            Keep
          </button>
        </form>
      </Show>
    </section>
  )
}
