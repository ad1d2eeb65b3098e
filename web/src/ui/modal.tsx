import { createUniqueId, type JSX, onCleanup, onMount } from 'solid-js'
import { Icon } from './icon.tsx'
import { VisibleText } from './visible-text.tsx'

/** A native dialog: the browser keeps the focus inside, closes on Esc and gives the focus back. On a phone it is a sheet. */
export function Modal(props: { title: string; onClose: () => void; wide?: boolean; children: JSX.Element }) {
  const titleId = createUniqueId()
  let dialog!: HTMLDialogElement
  let isGone = false
  onMount(() => {
    dialog.showModal()
    dialog.querySelector<HTMLElement>('[autofocus]')?.focus()
  })
  onCleanup(() => {
    // A dialog that is taken out while it is open gives nobody the focus back. It tells of its end later, when another may be open.
    isGone = true
    dialog.close()
  })

  const closeOnBackdrop = (event: MouseEvent) => {
    if (event.target === dialog) dialog.close()
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes it, the click is for the backdrop
    <dialog
      ref={dialog}
      class="modal"
      // What it says is read first, unless something in it asks for the focus.
      autofocus
      classList={{ wide: props.wide === true }}
      aria-labelledby={titleId}
      onClose={() => !isGone && props.onClose()}
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
