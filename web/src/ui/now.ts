import { createSignal } from 'solid-js'

const [now, setNow] = createSignal(Date.now())
setInterval(() => setNow(Date.now()), 20_000)

const [nowBySecond, setNowBySecond] = createSignal(Date.now())
setInterval(() => setNowBySecond(Date.now()), 1000)

/** The time of day: `now` as often as "12 min ago" needs it, `nowBySecond` for what is waited for. */
export { now, nowBySecond }
