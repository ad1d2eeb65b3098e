import { createSignal, Show } from 'solid-js'
import { Icon } from './icon.tsx'
import { VisibleText } from './visible-text.tsx'

interface Toast {
  text: string
  link?: { href: string; text: string }
}

const SHOWN_MS = 7000
const [toast, setToast] = createSignal<Toast>()
let timer: ReturnType<typeof setTimeout> | undefined

/** Says what just happened, to the eye and to a screen reader. */
export function announce(next: Toast): void {
  clearTimeout(timer)
  setToast(next)
  timer = setTimeout(() => setToast(undefined), SHOWN_MS)
}

export function ToastRegion() {
  return (
    <div class="toast-region" role="status" aria-live="polite">
      <Show when={toast()}>
        {(shown) => (
          <div class="toast">
            <Icon name="done" />
            <span>
              <VisibleText text={shown().text} keepsLines />
            </span>
            <Show when={shown().link}>{(link) => <a href={link().href}>{link().text}</a>}</Show>
            <button
              type="button"
              class="icon-button"
              aria-label="Dismiss"
              onClick={() => setToast(undefined)}
            >
              <Icon name="close" />
            </button>
          </div>
        )}
      </Show>
    </div>
  )
}
