import { useLocation, useNavigate } from '@solidjs/router'
import { Icon } from './icon.tsx'
import { KeyHint } from './keyboard/key-hint.tsx'
import { onKey } from './keyboard/on-key.ts'

/** Searches what pm-bot keeps, from everywhere. The page of the search shows the rest. */
export function SearchField() {
  const location = useLocation()
  const navigate = useNavigate()
  let field!: HTMLInputElement
  const asked = () => (location.pathname === '/search' ? String(location.query.q ?? '') : '')

  // A phone has no room for the field, but a page.
  onKey('search', () => (field.checkVisibility() ? field.select() : navigate('/search')))

  function search(event: SubmitEvent) {
    event.preventDefault()
    const words = field.value.trim()
    navigate(words === '' ? '/search' : `/search?q=${encodeURIComponent(words)}`)
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is too new for some browsers
    <form class="search-field" role="search" aria-label="Everything" onSubmit={search}>
      <Icon name="search" />
      <input
        ref={field}
        type="search"
        aria-label="Search everything"
        placeholder="Search issues, pull requests, runs…"
        autocomplete="off"
        maxlength="200"
        value={asked()}
        onKeyDown={(event) => event.key === 'Escape' && field.blur()}
      />
      <KeyHint command="search" />
    </form>
  )
}
