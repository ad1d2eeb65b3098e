import type { MetaView } from '@pm-bot/domain'
import { For, Show } from 'solid-js'
import { signOut } from '../api/session.ts'
import { Icon } from './icon.tsx'
import type { Layer } from './layers.tsx'
import { Modal } from './modal.tsx'
import { NAV_LINKS } from './nav-links.ts'

/** What the tabs of a phone have no room for. */
export default function MoreSheet(props: {
  meta: MetaView
  onOpen: (layer: Layer) => void
  onClose: () => void
}) {
  return (
    <Modal title="More" onClose={props.onClose}>
      <nav class="more-links" aria-label="More">
        <For each={NAV_LINKS.filter(({ isTab }) => !isTab)}>
          {({ href, text, icon }) => (
            <a href={href} onClick={() => props.onClose()}>
              <Icon name={icon} />
              {text}
            </a>
          )}
        </For>
      </nav>
      <div class="more-acts">
        <a class="button primary" href="/runs/new" onClick={() => props.onClose()}>
          <Icon name="plus" />
          New run
        </a>
        <button type="button" class="button" onClick={() => props.onOpen('pause')}>
          <Icon name={props.meta.paused === null ? 'pause' : 'runs'} />
          {props.meta.paused === null ? 'Pause everything…' : 'Let everything go on…'}
        </button>
        <Show when={props.meta.auth.required}>
          <button type="button" class="button" onClick={() => void signOut()}>
            <Icon name="sign-out" />
            Sign out
          </button>
        </Show>
      </div>
    </Modal>
  )
}
