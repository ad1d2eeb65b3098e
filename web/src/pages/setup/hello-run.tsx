import type { RunView } from '@pm-bot/domain'
import { useNavigate } from '@solidjs/router'
import { createSignal, For, Show } from 'solid-js'
import { createRepos } from '../../api/repos.ts'
import { proposeRun } from '../../api/runs.ts'
import { createCommand } from '../../ui/create-command.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'

/** Proposes a run that writes one small file, so that the operator decides twice about something harmless. */
export function HelloRun() {
  const repos = createRepos()
  const navigate = useNavigate()
  const [chosen, setChosen] = createSignal<string>()
  const active = () => (repos.data() ?? []).filter(({ status }) => status === 'active')
  const repo = () => active().find(({ id }) => id === chosen()) ?? active()[0]

  const propose = createCommand(async (repoId: string, key) => {
    const run: RunView = await proposeRun(
      {
        repoId,
        goal: 'Say hello',
        graphId: 'run_command/v1',
        spec: { command: ['sh', '-c', 'echo "Hello from pm-bot." > HELLO.md'], network: false },
      },
      key,
    )
    navigate(`/inbox?run=${run.id}`)
  })

  return (
    <Show when={repo()} fallback={<p class="quiet">Add a repository first.</p>}>
      {(known) => (
        <div class="stack">
          <div class="input-and-button">
            <label class="sr-only" for="hello-repo">
              Repository
            </label>
            <select
              id="hello-repo"
              value={known().id}
              onChange={(event) => setChosen(event.currentTarget.value)}
            >
              <For each={active()}>{({ id, fullName }) => <option value={id}>{fullName}</option>}</For>
            </select>
            <button
              type="button"
              class="button primary"
              disabled={propose.isPending()}
              onClick={() => propose.run(known().id)}
            >
              Propose a hello run
            </button>
          </div>
          <p class="quiet">
            It writes one file, HELLO.md, in a private clone. Nothing starts before you approve it, and{' '}
            {known().source === 'github'
              ? 'no pull request is opened before you approve the change: reject it, and GitHub never hears of it.'
              : 'no branch appears before you approve the change: reject it, and the repository stays as it is.'}
          </p>
          <ProblemNote problem={propose.problem()} />
        </div>
      )}
    </Show>
  )
}
