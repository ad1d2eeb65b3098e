import { createEffect, createRoot, createSignal, onCleanup } from 'solid-js'
import { showBadge } from './favicon.ts'
import { spellOut } from './visible-pieces.ts'

const [pageTitle, setPageTitle] = createSignal('')
const [waitingCount, setWaitingCount] = createSignal(0)

export { setWaitingCount, waitingCount }

createRoot(() => {
  createEffect(() => {
    const count = waitingCount() > 0 ? `(${waitingCount()}) ` : ''
    document.title = `${count}${pageTitle() ? `${pageTitle()} · ` : ''}pm-bot`
  })
  createEffect(() => showBadge(waitingCount()))
})

/** The page's part of the window's title. */
export function createTitle(title: () => string): void {
  createEffect(() => {
    const mine = spellOut(title(), true)
    setPageTitle(mine)
    onCleanup(() => setPageTitle((shown) => (shown === mine ? '' : shown)))
  })
}
