import { createUniqueId, type JSX, onMount } from 'solid-js'
import { Icon } from './icon.tsx'
import { VisibleText } from './visible-text.tsx'

/** A native dialog: the browser keeps the focus inside, closes on Esc and gives the focus back. */
export function Modal(props: { title: string; onClose: () => void; wide?: boolean; children: JSX.Element }) {
  const titleId = createUniqueId()
  let dialog!: HTMLDialogElement
  onMount(() => dialog.showModal())

  const closeOnBackdrop = (event: MouseEvent) => {
    if (event.target === dialog) dialog.close()
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes it, the click is for the backdrop
    <dialog
      ref={dialog}
      class="modal"
      classList={{ wide: props.wide === true }}
      aria-labelledby={titleId}
      onClose={() => props.onClose()}
      onClick={closeOnBackdrop}
    >
      <div class="modal-body">
        <header>
          <h2 id={titleId}>
            <VisibleText text={props.title} />
          </h2>
          <button type="button" class="icon-button" aria-label="Close" onClick={() => dialog.close()}>
            <Icon name="close" />
          </button>
        </header>
        {props.children}
      </div>
    </dialog>
  )
}
