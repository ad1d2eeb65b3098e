import type { RepoView } from '@pm-bot/domain'
import { useLocation } from '@solidjs/router'
import { createSignal, lazy, Show, Suspense } from 'solid-js'
import { Waiting } from '../../../ui/waiting.tsx'
import { policyInWords } from './policy-words.ts'

const PolicyForm = lazy(() => import('./policy-form.tsx'))

/** What holds in this repository in one line; opened, all of it. */
export function PolicySection(props: { repo: RepoView }) {
  const isAskedFor = useLocation().hash === '#policy'
  const [wasOpened, setWasOpened] = createSignal(isAskedFor)
  return (
    <details
      id="policy"
      class="form-part"
      open={isAskedFor}
      onToggle={(event) => event.currentTarget.open && setWasOpened(true)}
    >
      <summary>
        Policy <span class="quiet">{policyInWords(props.repo)}</span>
      </summary>
      <Show when={wasOpened()}>
        <Suspense fallback={<Waiting label="policy" rows={4} />}>
          <PolicyForm repo={props.repo} />
        </Suspense>
      </Show>
    </details>
  )
}
