import { createSignal, type JSX } from 'solid-js'
import { Modal } from './modal.tsx'
import { ProblemNote } from './problem-note.tsx'

/** Asks before something that cannot be taken back. Stays open with the sentence when refused. */
export function ConfirmDialog(props: {
  title: string
  action: string
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
          <button type="button" class="button" onClick={() => props.onClose()}>
            Keep it
          </button>
          <button type="submit" class="button danger" disabled={isPending()}>
            {props.action}
          </button>
        </footer>
      </form>
    </Modal>
  )
}
