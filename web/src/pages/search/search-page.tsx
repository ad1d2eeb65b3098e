import { SEARCH_KINDS } from '@pm-bot/domain'
import { useSearchParams } from '@solidjs/router'
import { Show } from 'solid-js'
import type { SearchWanted } from '../../api/search.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { createTitle } from '../../ui/title.ts'
import { SearchFilters } from './search-filters.tsx'
import { SearchHits } from './search-hits.tsx'

/** Everything that is kept here, found by its words. */
export default function SearchPage() {
  const [search, setSearch] = useSearchParams<{ q?: string; kind?: string; repoId?: string }>()
  const wanted = (): SearchWanted => ({
    q: (search.q ?? '').trim().slice(0, 200),
    kind: SEARCH_KINDS.find((kind) => kind === search.kind),
    repoId: search.repoId || undefined,
  })
  createTitle(() => (wanted().q === '' ? 'Search' : `Search: ${wanted().q}`))
  const set = (params: Record<string, string | null>) => setSearch(params, { replace: true })

  return (
    <div class="page">
      <header class="page-head">
        <h1>Search</h1>
      </header>
      <SearchFilters
        wanted={wanted()}
        onWords={(q) => set({ q: q || null })}
        onKind={(kind) => set({ kind: kind ?? null })}
        onRepo={(repoId) => set({ repoId: repoId ?? null })}
      />
      <Show
        when={wanted().q !== '' && JSON.stringify(wanted())}
        keyed
        fallback={
          <EmptyState icon="search" title="What are you looking for?">
            <p>
              Issues, pull requests and what was said about them, as they are kept here, and the goals of
              runs.
            </p>
          </EmptyState>
        }
      >
        <SearchHits wanted={wanted()} />
      </Show>
    </div>
  )
}
