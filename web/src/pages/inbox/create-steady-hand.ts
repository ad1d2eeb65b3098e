import { createSignal } from 'solid-js'

/** A key or a click that was meant for the item before must not decide the one that just came up. */
const SETTLE_MS = 500
/** On high risk, a second key press counts only after a moment, and not for ever. */
const CONFIRM_AFTER_MS = 400
const CONFIRM_WITHIN_MS = 5000

/**
 * Lets a key press decide only what its person has had the time to see.
 * @param cameUpAt when the item took another one's place; 0 when it was there from the start
 */
export function createSteadyHand(cameUpAt: number, isHighRisk: () => boolean) {
  const [asksAgain, setAsksAgain] = createSignal(false)
  let pressedAt = Number.NEGATIVE_INFINITY

  function mayApprove(): boolean {
    const now = performance.now()
    if (cameUpAt > 0 && now - cameUpAt < SETTLE_MS) return false
    if (!isHighRisk()) return true
    const since = now - pressedAt
    if (since >= CONFIRM_AFTER_MS && since <= CONFIRM_WITHIN_MS) return true
    if (since > CONFIRM_WITHIN_MS) pressedAt = now
    setAsksAgain(true)
    return false
  }

  return { mayApprove, asksAgain }
}

let clickedAt = Number.NEGATIVE_INFINITY

/** The other half of a double click: it lands on what took the place of the item that the first half decided. */
export function isSecondClick(): boolean {
  const before = clickedAt
  clickedAt = performance.now()
  return clickedAt - before < SETTLE_MS
}
