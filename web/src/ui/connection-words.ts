import type { LiveState } from '../live/live-message.ts'
import { clock } from './time.ts'

/** A restart of the server, or a proxy that lost its patience, takes less. */
const OFFLINE_MS = 8000

/** How the connection stands, in a word or with its time, and what that means for who reads. */
export function connectionWords(
  state: LiveState,
  sinceMs: number,
  nowMs: number,
): { text: string; means: string } {
  switch (state) {
    case 'connecting':
      return { text: 'Connecting', means: 'Changes are not heard yet.' }
    case 'live':
      return { text: 'Live', means: 'What changes is shown at once.' }
    case 'reconnecting': {
      const means = 'What is shown may be old. pm-bot tries again by itself; press to try now.'
      if (nowMs - sinceMs < OFFLINE_MS) return { text: 'Reconnecting', means }
      return { text: `Offline since ${clock(new Date(sinceMs).toISOString())}`, means }
    }
  }
}
