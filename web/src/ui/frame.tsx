import type { MetaView } from '@pm-bot/domain'
import { createSignal, ErrorBoundary, type JSX, lazy, onMount, Show, Suspense } from 'solid-js'
import { createGitHub } from '../api/github.ts'
import { queryClient } from '../api/query-client.ts'
import { startLive } from '../live/connection.ts'
import { keepQueriesFresh } from '../live/keep-queries-fresh.ts'
import { BrokenPage } from './broken-page.tsx'
import { createArrivals } from './create-arrivals.ts'
import { createFrameKeys } from './create-frame-keys.ts'
import { type Layer, Layers } from './layers.tsx'
import { Rail } from './rail.tsx'
import { ToastRegion } from './toast.tsx'
import { TopBar } from './top-bar.tsx'
import { Waiting } from './waiting.tsx'
import { Warnings } from './warnings.tsx'

const PausedNote = lazy(() => import('./paused-note.tsx'))
const GitHubLimitNote = lazy(() => import('./github-limit-note.tsx'))

/** What stands around every page: the rail, the bar, the keys, the connection, the announcements. */
export function Frame(props: { meta: MetaView; children: JSX.Element }) {
  const [layer, setLayer] = createSignal<Layer>()
  const github = createGitHub()

  keepQueriesFresh(queryClient)
  onMount(startLive)
  createFrameKeys(setLayer)
  createArrivals()

  return (
    <div class="frame">
      <a class="skip-link" href="#main" rel="external">
        Skip to the page
      </a>
      <Rail meta={props.meta} onOpen={setLayer} />
      <TopBar meta={props.meta} onOpen={setLayer} />
      <main id="main" tabindex="-1">
        <Suspense>
          <Show when={props.meta.paused}>{(paused) => <PausedNote paused={paused()} />}</Show>
          <Show when={github.data()?.connection && github.data()}>
            {(known) => <GitHubLimitNote github={known()} />}
          </Show>
        </Suspense>
        <Warnings warnings={props.meta.warnings} />
        <ErrorBoundary fallback={(error, mend) => <BrokenPage error={error} onLeave={mend} />}>
          <Suspense fallback={<Waiting label="page" />}>{props.children}</Suspense>
        </ErrorBoundary>
      </main>
      <ToastRegion />
      <ErrorBoundary fallback={(error, mend) => <BrokenPage error={error} onLeave={mend} />}>
        <Layers meta={props.meta} layer={layer()} onOpen={setLayer} />
      </ErrorBoundary>
    </div>
  )
}
