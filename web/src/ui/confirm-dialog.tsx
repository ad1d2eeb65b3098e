import { createSignal, type JSX } from 'solid-js'
import { Modal } from './modal.tsx'
import { ProblemNote } from './problem-note.tsx'

/** Asks before something that cannot be taken back. Stays open with the sentence when refused. */
export function ConfirmDialog(props: {
  title: string
  action: string
  /** On the button that changes nothing. */
  keep?: string
  /** What it does can be done again or undone. */
  isHarmless?: boolean
  disabled?: boolean
  children: JSX.Element
  onConfirm: () => Promise<unknown>
  onClose: () => void
}) {
  const [isPending, setPending] = createSignal(false)
  const [problem, setProblem] = createSignal<unknown>()

  async function confirm(event: SubmitEvent) {
    event.preventDefault()
    if (isPending()) return
    setPending(true)
    setProblem(undefined)
    try {
      await props.onConfirm()
      props.onClose()
    } catch (error) {
      setProblem(error)
    } finally {
      setPending(false)
    }
  }

  return (
    <Modal title={props.title} onClose={props.onClose}>
      <form class="stack" onSubmit={confirm}>
        {props.children}
        <ProblemNote problem={problem()} />
        <footer class="modal-buttons">
          <button type="button" class="button" autofocus={!props.isHarmless} onClick={() => props.onClose()}>
            {props.keep ?? 'Keep it'}
          </button>
          <button
            type="submit"
            class={`button ${props.isHarmless ? 'primary' : 'danger'}`}
            autofocus={props.isHarmless === true}
            disabled={isPending() || props.disabled === true}
          >
            {props.action}
          </button>
        </footer>
      </form>
    </Modal>
  )
}
