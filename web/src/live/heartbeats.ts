import { createSignal } from 'solid-js'
import { onLiveMessage } from './connection.ts'
import type { LiveMessage } from './live-message.ts'

/** As the server counts it. */
const SILENT_MS = 15_000

const [heardAt, setHeardAt] = createSignal<ReadonlyMap<string, number>>(new Map())

/** When a worker was heard last, in milliseconds of this machine's clock; undefined when the server has not said. */
export const workerHeardAt = (workerId: string): number | undefined => heardAt().get(workerId)

/** Keeps when each worker was heard, and calls back when one comes, goes, falls silent or is heard again. */
export function onWorkersTurn(turned: () => void): () => void {
  let before: string | undefined
  return onLiveMessage((message) => {
    const beats = agesIn(message)
    if (!beats) return
    const now = Date.now()
    setHeardAt(new Map(beats.map(([id, age]) => [id, now - age])))
    const standing = standingOf(beats)
    if (before !== undefined && before !== standing) turned()
    before = standing
  })
}

const agesIn = (message: LiveMessage) =>
  message.type === 'heartbeats' && message.ages ? Object.entries(message.ages) : undefined

/** Which workers there are, and which of them are silent. */
export const standingOf = (beats: readonly (readonly [id: string, age: number])[]): string =>
  beats
    .map(([id, age]) => (age > SILENT_MS ? `${id} silent` : id))
    .sort()
    .join('\n')
