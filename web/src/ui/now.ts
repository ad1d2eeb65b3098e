import { createSignal } from 'solid-js'

const [now, setNow] = createSignal(Date.now())
setInterval(() => setNow(Date.now()), 20_000)

/** The time of day, as often as "12 min ago" needs it. */
export { now }
