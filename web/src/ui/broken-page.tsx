import { useLocation } from '@solidjs/router'
import { createEffect, on, onCleanup } from 'solid-js'
import { liveState } from '../live/connection.ts'
import { Icon } from './icon.tsx'
import { VisibleText } from './visible-text.tsx'

/** As browsers say that a part of the page could not be loaded. */
const NOT_LOADED = /dynamically imported module|importing a module script/i
const RELOADED_KEY = 'pm-bot.reloaded-at'
/** What is still not there when it was just loaded again will not be there the next time. */
const NOT_AGAIN_MS = 10_000

/**
 * In the place of what broke. A part that cannot be loaded is one of a page that an upgrade has replaced, or the server is
 * away: then the page is loaded anew, once the server is there.
 */
export function BrokenPage(props: { error: unknown; onLeave: () => void }) {
  const location = useLocation()
  createEffect(
    on(
      () => location.pathname,
      () => props.onLeave(),
      { defer: true },
    ),
  )
  const isNotLoaded = () => NOT_LOADED.test(String(props.error))
  createEffect(() => {
    if (!isNotLoaded() || liveState() !== 'live') return
    const soon = setTimeout(reloadOnce, 500)
    onCleanup(() => clearTimeout(soon))
  })

  return (
    <div class="page">
      <h1>{isNotLoaded() ? 'This part of the page could not be loaded' : 'Something in this page broke'}</h1>
      <div class="note red" role="alert">
        <Icon name="warning" />
        <div>
          <p>
            {isNotLoaded()
              ? 'pm-bot was upgraded, or is away.'
              : 'That is a mistake of pm-bot and not yours. Nothing was decided.'}
          </p>
          <p class="quiet">
            <VisibleText text={String(props.error).slice(0, 500)} />
          </p>
        </div>
        <button type="button" class="button small" onClick={() => globalThis.location.reload()}>
          <Icon name="retry" /> Load the page again
        </button>
      </div>
    </div>
  )
}

function reloadOnce(): void {
  try {
    if (Date.now() - Number(sessionStorage.getItem(RELOADED_KEY)) < NOT_AGAIN_MS) return
    sessionStorage.setItem(RELOADED_KEY, String(Date.now()))
  } catch {
    // Without a memory it might go on for ever.
    return
  }
  globalThis.location.reload()
}
