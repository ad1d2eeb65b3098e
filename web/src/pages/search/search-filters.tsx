import type { SearchKind } from '@pm-bot/domain'
import { createEffect, createSignal, For, on, onCleanup, onMount, Show } from 'solid-js'
import { createRepos } from '../../api/repos.ts'
import type { SearchWanted } from '../../api/search.ts'
import { onKey } from '../../ui/keyboard/on-key.ts'
import { RepoSelect } from '../../ui/repo-select.tsx'
import { KINDS } from './hit-look.ts'

const PAUSE_MS = 250

/** What to look for, and where. */
export function SearchFilters(props: {
  wanted: SearchWanted
  onWords: (q: string) => void
  onKind: (kind: SearchKind | undefined) => void
  onRepo: (repoId: string | undefined) => void
}) {
  const repos = createRepos()
  const [text, setText] = createSignal(props.wanted.q)
  let field!: HTMLInputElement
  let pause: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(pause))
  onKey('search', () => field.select())
  onMount(() => props.wanted.q === '' && field.focus())
  // The field of the frame asks for something as well.
  createEffect(
    on(
      () => props.wanted.q,
      (q) => q !== text().trim() && setText(q),
    ),
  )

  function ask(): void {
    clearTimeout(pause)
    props.onWords(text().trim())
  }

  return (
    <form
      class="search-form"
      onSubmit={(event) => {
        event.preventDefault()
        ask()
        field.blur()
      }}
    >
      <input
        ref={field}
        type="search"
        aria-label="Words to find"
        placeholder={'Words, or "a phrase"'}
        autocomplete="off"
        maxlength="200"
        value={text()}
        onInput={(event) => {
          setText(event.currentTarget.value)
          clearTimeout(pause)
          pause = setTimeout(ask, PAUSE_MS)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          field.blur()
        }}
      />
      <div class="search-narrow">
        <fieldset class="segments wrapping" aria-label="Kind">
          <For each={KINDS}>
            {({ kind, text }) => (
              <button
                type="button"
                aria-pressed={props.wanted.kind === kind}
                onClick={() => props.onKind(kind)}
              >
                {text}
              </button>
            )}
          </For>
        </fieldset>
        <Show when={(repos.data()?.length ?? 0) > 1 || props.wanted.repoId}>
          <RepoSelect
            label="Repository"
            all="All repositories"
            repoId={props.wanted.repoId}
            onChange={props.onRepo}
          />
        </Show>
      </div>
    </form>
  )
}
