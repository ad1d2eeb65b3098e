import type { MetaView } from '@pm-bot/domain'
import { useLocation } from '@solidjs/router'
import { For, Match, Show, Switch } from 'solid-js'
import { createMailboxes } from '../api/mailboxes.ts'
import { signOut } from '../api/session.ts'
import { Icon } from './icon.tsx'
import { KeyHint } from './keyboard/key-hint.tsx'
import type { Layer } from './layers.tsx'
import { NAV_LINKS, type NavLink } from './nav-links.ts'
import { waitingCount } from './title.ts'

/** The left rail; the bottom tabs on a phone. */
export function Rail(props: { meta: MetaView; onOpen: (layer: Layer) => void }) {
  const location = useLocation()
  const mailboxes = createMailboxes()
  const isCurrent = ({ href, also = [] }: NavLink) =>
    [href, ...also].some((path) => location.pathname.startsWith(path))

  return (
    <nav class="rail" aria-label="Main">
      <a class="brand" href="/inbox">
        <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="8" />
          <path d="M9 16.5l5 5 9-11" />
        </svg>
        <span class="rail-text">pm-bot</span>
      </a>
      <div class="rail-links">
        <For each={NAV_LINKS}>
          {(link) => (
            <a
              href={link.href}
              aria-current={isCurrent(link) ? 'page' : undefined}
              classList={{ tab: link.isTab === true }}
            >
              <Icon name={link.icon} />
              <span class="rail-text">{link.text}</span>
              <Switch fallback={<KeyHint command={link.command} />}>
                <Match when={link.href === '/inbox' && waitingCount()}>
                  {(count) => (
                    <span class="count">
                      {count()}
                      <span class="sr-only"> waiting</span>
                    </span>
                  )}
                </Match>
                <Match when={link.href === '/queues' && mailboxes.data()?.parked}>
                  {(count) => (
                    <span class="count attention" title="Parked messages wait for you">
                      {count()}
                      <span class="sr-only"> parked, needs attention</span>
                    </span>
                  )}
                </Match>
              </Switch>
            </a>
          )}
        </For>
        <button
          type="button"
          class="tab phone-only"
          classList={{ current: NAV_LINKS.some((link) => !link.isTab && isCurrent(link)) }}
          aria-haspopup="dialog"
          onClick={() => props.onOpen('more')}
        >
          <Icon name="more" />
          More
        </button>
      </div>
      <div class="rail-foot">
        <button type="button" aria-haspopup="dialog" onClick={() => props.onOpen('keys')}>
          <Icon name="keyboard" />
          <span class="rail-text">Keyboard</span>
          <KeyHint command="help" />
        </button>
        <Show when={props.meta.auth.required}>
          <button type="button" onClick={() => void signOut()}>
            <Icon name="sign-out" />
            <span class="rail-text">Sign out</span>
          </button>
        </Show>
        <span class="version rail-text">v{props.meta.version}</span>
      </div>
    </nav>
  )
}
