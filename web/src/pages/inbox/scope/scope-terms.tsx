import type { ToolCallPayload } from '@pm-bot/domain'
import { createSignal, lazy, Show, Suspense } from 'solid-js'
import { Icon } from '../../../ui/icon.tsx'
import { KeyHint } from '../../../ui/keyboard/key-hint.tsx'
import { onKey } from '../../../ui/keyboard/on-key.ts'
import { Waiting } from '../../../ui/waiting.tsx'
import type { Terms } from '../terms.ts'

const ScopeChooser = lazy(() => import('./scope-chooser.tsx'))

/** Whether an approval is for this call alone or makes a rule; unfolds into the choice. */
export default function ScopeTerms(props: {
  payload: ToolCallPayload
  terms: Terms
  onChange: (terms: Terms) => void
}) {
  const [isOpen, setOpen] = createSignal(false)
  // What was chosen stays when it is folded again.
  const [wasOpened, setWasOpened] = createSignal(false)
  const [byKey, setByKey] = createSignal(false)
  let section!: HTMLElement

  function toggle(withKey: boolean) {
    setByKey(withKey)
    setWasOpened(true)
    setOpen((open) => !open)
    if (withKey && isOpen()) section.querySelector<HTMLElement>('input:checked')?.focus()
  }
  onKey('scope', () => toggle(true))

  return (
    <section ref={section} class="terms" aria-label="How much to allow">
      <button type="button" class="scope-toggle" aria-expanded={isOpen()} onClick={() => toggle(false)}>
        <Icon name={isOpen() ? 'down' : 'forward'} />
        <span>
          <strong>{props.terms.isRule ? 'Rule' : 'One time'}:</strong>{' '}
          {props.terms.isRule ? 'this call, and calls like it' : 'this call only'}
        </span>
        <KeyHint command="scope" />
      </button>
      <Show when={wasOpened()}>
        <div hidden={!isOpen()}>
          <Suspense fallback={<Waiting label="choices" rows={2} />}>
            <ScopeChooser payload={props.payload} takesFocus={byKey()} onChange={props.onChange} />
          </Suspense>
        </div>
      </Show>
    </section>
  )
}
