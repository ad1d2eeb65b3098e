import { Show } from 'solid-js'
import { liveSince, liveState, reconnectLive } from '../live/connection.ts'
import { connectionWords } from './connection-words.ts'
import { nowBySecond } from './now.ts'

/** Whether what is shown is what is so. While it is not, pressing it tries again at once. */
export function ConnectionDot() {
  const words = () => connectionWords(liveState(), liveSince(), nowBySecond())
  const look = () => (
    <>
      <span class="connection-dot" aria-hidden="true" />
      {words().text}
    </>
  )
  return (
    <span
      class="connection"
      role="status"
      aria-label="Connection"
      data-state={liveState()}
      title={words().means}
    >
      <Show when={liveState() === 'reconnecting'} fallback={look()}>
        <button type="button" onClick={() => reconnectLive()}>
          {look()}
        </button>
      </Show>
    </span>
  )
}
