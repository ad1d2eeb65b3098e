import { createSignal, Show } from 'solid-js'
import { Icon } from '../../ui/icon.tsx'
import { GitHubConnection } from './github-connection.tsx'
import { GitHubRepoPicker } from './github-repo-picker.tsx'
import { ImportForm } from './import-form.tsx'

/** First which repository, then how much of it. */
export function AddGitHubRepo() {
  const [fullName, setFullName] = createSignal<string>()
  return (
    <section class="card add-way" aria-label="Add a repository on GitHub">
      <header>
        <Icon name="cloud" />
        <h3>On GitHub</h3>
      </header>
      <Show
        when={fullName()}
        fallback={
          <>
            <GitHubConnection />
            <GitHubRepoPicker onChoose={setFullName} />
          </>
        }
      >
        {(chosen) => <ImportForm fullName={chosen()} onBack={() => setFullName(undefined)} />}
      </Show>
    </section>
  )
}
