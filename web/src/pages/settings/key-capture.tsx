import { createSignal, onCleanup, Show } from 'solid-js'
import { Keys } from '../../ui/keyboard/key-hint.tsx'
import { strokeOf } from '../../ui/keyboard/stroke-of.ts'

/** How long a second stroke may take to make it a sequence. */
const SECOND_STROKE_MS = 900
const MODIFIERS = ['Shift', 'Control', 'Meta', 'Alt', 'AltGraph', 'CapsLock']

/** Takes one stroke, or two that follow each other, before anything else hears of them. */
export function KeyCapture(props: { onKeys: (keys: string) => void; onLeave: () => void }) {
  const [first, setFirst] = createSignal<string>()
  let done: ReturnType<typeof setTimeout> | undefined

  function listen(event: KeyboardEvent) {
    if (MODIFIERS.includes(event.key)) return
    // Whoever goes on with Tab has changed their mind.
    if (event.key === 'Tab') return props.onLeave()
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return props.onLeave()
    const stroke = strokeOf(event)
    if (stroke === undefined || event.repeat) return

    clearTimeout(done)
    const before = first()
    if (before !== undefined) return props.onKeys(`${before} ${stroke}`)
    // What is pressed with Mod is one stroke.
    if (stroke.startsWith('Mod+')) return props.onKeys(stroke)
    setFirst(stroke)
    done = setTimeout(() => props.onKeys(stroke), SECOND_STROKE_MS)
  }
  addEventListener('keydown', listen, true)
  onCleanup(() => {
    clearTimeout(done)
    removeEventListener('keydown', listen, true)
  })

  return (
    <span class="key-keys asking" role="status">
      <Show when={first()} fallback="Press a key, or two. Esc leaves it.">
        {(stroke) => (
          <>
            <Keys keys={stroke()} /> …
          </>
        )}
      </Show>
    </span>
  )
}
