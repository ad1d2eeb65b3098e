import { liveState } from '../live/connection.ts'
import type { LiveState } from '../live/live-message.ts'

const WORDS: Record<LiveState, string> = {
  connecting: 'Connecting',
  live: 'Live',
  reconnecting: 'Reconnecting',
}

export function ConnectionDot() {
  return (
    <span class="connection" role="status" aria-label="Connection" data-state={liveState()}>
      <span class="connection-dot" aria-hidden="true" />
      <span class="rail-text">{WORDS[liveState()]}</span>
    </span>
  )
}
