import type { MetaView } from '@pm-bot/domain'
import { lazy, Show, Suspense } from 'solid-js'
import { createGitHub } from '../api/github.ts'
import { ConnectionDot } from './connection-dot.tsx'
import { Icon } from './icon.tsx'
import { KeyHint } from './keyboard/key-hint.tsx'
import type { Layer } from './layers.tsx'
import { PauseSwitch } from './pause-switch.tsx'
import { SearchField } from './search-field.tsx'

const GitHubQuota = lazy(() => import('./github-quota.tsx'))

/** Above every page: how to find something, and how things stand. On a phone only what is amiss is left of it. */
export function TopBar(props: { meta: MetaView; onOpen: (layer: Layer) => void }) {
  const github = createGitHub()
  return (
    <header class="top-bar">
      <SearchField />
      <button
        type="button"
        class="button quiet-button"
        aria-haspopup="dialog"
        onClick={() => props.onOpen('palette')}
      >
        <Icon name="command" />
        <span class="wide-only">Commands</span>
        <KeyHint command="palette" />
      </button>
      <div class="top-bar-status">
        <Suspense>
          <Show when={github.data()?.connection?.rate}>{(rate) => <GitHubQuota rate={rate()} />}</Show>
        </Suspense>
        <ConnectionDot />
        <PauseSwitch isPaused={props.meta.paused !== null} onPress={() => props.onOpen('pause')} />
      </div>
      <a class="button primary" href="/runs/new">
        <Icon name="plus" />
        New run
        <KeyHint command="new-run" />
      </a>
    </header>
  )
}
