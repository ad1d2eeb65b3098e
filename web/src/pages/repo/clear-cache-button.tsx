import type { RepoView } from '@pm-bot/domain'
import { createSignal, Show } from 'solid-js'
import { clearCache } from '../../api/repos.ts'
import { AS_TYPED } from '../../ui/as-typed.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { announce } from '../../ui/toast.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'

/** Asks for the name to be typed: what goes is a whole import of requests. */
export function ClearCacheButton(props: { repo: RepoView }) {
  const [isAsking, setAsking] = createSignal(false)
  const [typed, setTyped] = createSignal('')

  async function clear() {
    await clearCache(props.repo.id)
    announce({ text: `The cache of ${props.repo.fullName} is cleared; a new import begins.` })
  }

  return (
    <>
      <button
        type="button"
        class="button"
        onClick={() => {
          setTyped('')
          setAsking(true)
        }}
      >
        Clear cache…
      </button>
      <Show when={isAsking()}>
        <ConfirmDialog
          title={`Clear the cache of ${props.repo.name}?`}
          action="Clear cache"
          disabled={typed().trim().toLowerCase() !== props.repo.fullName.toLowerCase()}
          onConfirm={clear}
          onClose={() => setAsking(false)}
        >
          <p>
            All that is kept of its issues, pull requests and comments goes, a sync under way is stopped, and
            everything is imported again. Nothing changes on GitHub.
          </p>
          <label class="field">
            <span class="label">
              Type <VisibleText text={props.repo.fullName} /> to confirm
            </span>
            <input {...AS_TYPED} value={typed()} onInput={(event) => setTyped(event.currentTarget.value)} />
          </label>
        </ConfirmDialog>
      </Show>
    </>
  )
}
