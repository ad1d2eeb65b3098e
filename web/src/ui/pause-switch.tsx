import { Icon } from './icon.tsx'
import { KeyHint } from './keyboard/key-hint.tsx'

/** Whether anything may begin. Pressing it asks first. */
export function PauseSwitch(props: { isPaused: boolean; onPress: () => void }) {
  return (
    <button
      type="button"
      class="button quiet-button pause-switch"
      role="switch"
      aria-checked={props.isPaused}
      aria-label="Pause everything"
      aria-haspopup="dialog"
      title={props.isPaused ? 'Everything is paused. Let it go on…' : 'Pause everything…'}
      onClick={() => props.onPress()}
    >
      <Icon name={props.isPaused ? 'runs' : 'pause'} />
      <span class="wide-only">{props.isPaused ? 'Paused' : 'Pause all'}</span>
      <KeyHint command="pause-all" />
    </button>
  )
}
