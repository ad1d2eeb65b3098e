import type { MetaView } from '@pm-bot/domain'
import { useNavigate } from '@solidjs/router'
import { createEffect, createSignal, type JSX, lazy, on, onMount, Show, Suspense } from 'solid-js'
import { createPendingItems } from '../api/inbox.ts'
import { queryClient } from '../api/query-client.ts'
import { startLive } from '../live/connection.ts'
import { keepQueriesFresh } from '../live/keep-queries-fresh.ts'
import { onKey, onWindowKeys } from './keyboard/on-key.ts'
import { NAV_LINKS } from './nav-links.ts'
import { Rail } from './rail.tsx'
import { plural } from './time.ts'
import { setWaitingCount } from './title.ts'
import { announce, ToastRegion } from './toast.tsx'
import { Waiting } from './waiting.tsx'
import { Warnings } from './warnings.tsx'

const KeySheet = lazy(() => import('./keyboard/key-sheet.tsx'))

/** What stands around every page: the rail, the keys, the connection, the announcements. */
export function Frame(props: { meta: MetaView; children: JSX.Element }) {
  const [isShowingKeys, setShowingKeys] = createSignal(false)
  const navigate = useNavigate()

  keepQueriesFresh(queryClient)
  onMount(startLive)
  onWindowKeys()
  onKey('help', () => setShowingKeys(true))
  onKey('new-run', () => navigate('/runs/new'))
  for (const link of NAV_LINKS) onKey(link.command, () => navigate(link.href))
  onKey('go-templates', () => navigate('/templates'))
  onKey('go-workers', () => navigate('/workers'))
  onKey('go-mailboxes', () => navigate('/actors'))
  createArrivals()

  return (
    <div class="frame">
      <a class="skip-link" href="#main" rel="external">
        Skip to the page
      </a>
      <Rail meta={props.meta} onShowKeys={() => setShowingKeys(true)} />
      <main id="main" tabindex="-1">
        <Warnings warnings={props.meta.warnings} />
        <Suspense fallback={<Waiting label="page" />}>{props.children}</Suspense>
      </main>
      <ToastRegion />
      <Show when={isShowingKeys()}>
        <Suspense>
          <KeySheet onClose={() => setShowingKeys(false)} />
        </Suspense>
      </Show>
    </div>
  )
}

/** Counts what waits for the operator, and says so when it becomes more. */
function createArrivals(): void {
  const pending = createPendingItems()
  const count = () => pending.data()?.items.length

  createEffect(
    on(count, (now, before) => {
      setWaitingCount(now ?? 0)
      if (now !== undefined && before !== undefined && now > before) {
        announce({
          text: `${plural(now - before, 'new item')} in the inbox`,
          link: { href: '/inbox', text: 'Inbox' },
        })
      }
    }),
  )
}
