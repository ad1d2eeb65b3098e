import { Show } from 'solid-js'
import { VisibleText } from '../../ui/visible-text.tsx'

/** Where a slide counts as meant. */
const END = 95

/** On a touch screen, high risk: a thumb that slips presses a button, and slides nothing to its end. */
export default function SlideToApprove(props: {
  label: string
  says: string | undefined
  isPending: boolean
  onApprove: () => void
}) {
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
          onChange={(event) => {
            const isMeant = Number(event.currentTarget.value) >= END
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
