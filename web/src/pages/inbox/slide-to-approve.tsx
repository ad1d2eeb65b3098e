import { Show } from 'solid-js'
import { VisibleText } from '../../ui/visible-text.tsx'

/** Where a slide counts as meant. */
const END = 95
/** A press further on than this is a tap on the track, and slides nothing: the browser moves the knob below it. */
const LAST_START = 50

/** On a touch screen, high risk: a thumb that slips presses a button, and slides nothing to its end. */
export default function SlideToApprove(props: {
  label: string
  says: string | undefined
  isPending: boolean
  onApprove: () => void
}) {
  /** Of a press; a key has none. */
  let startedAt: number | 'unknown' | undefined
  const backTo0 = (slider: HTMLInputElement) => {
    slider.value = '0'
  }
  return (
    <div class="choice slide">
      <label>
        <span aria-hidden="true">{props.label}: slide to the end</span>
        <input
          type="range"
          min="0"
          max="100"
          value="0"
          aria-label={`${props.label}: slide to the end`}
          disabled={props.isPending}
          onPointerDown={() => {
            startedAt = 'unknown'
          }}
          onInput={(event) => {
            if (startedAt === 'unknown') startedAt = Number(event.currentTarget.value)
          }}
          onChange={(event) => {
            const isTap = typeof startedAt === 'number' && startedAt > LAST_START
            const isMeant = Number(event.currentTarget.value) >= END && !isTap
            startedAt = undefined
            backTo0(event.currentTarget)
            if (isMeant) props.onApprove()
          }}
        />
      </label>
      <Show when={props.says}>
        {(says) => (
          <p>
            <VisibleText text={says()} />
          </p>
        )}
      </Show>
    </div>
  )
}
