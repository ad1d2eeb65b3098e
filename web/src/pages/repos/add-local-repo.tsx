import { createSignal } from 'solid-js'
import { sentenceOf } from '../../api/api-problem.ts'
import { createIntent } from '../../api/intent.ts'
import { addRepo } from '../../api/repos.ts'
import { AS_TYPED } from '../../ui/as-typed.ts'
import { described, Field } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { announce } from '../../ui/toast.tsx'

const HINT =
  'The absolute path of a git repository on the machine that pm-bot runs on. It is cloned for each run, and never worked in.'

export function AddLocalRepo() {
  const [path, setPath] = createSignal('')
  const [isPending, setPending] = createSignal(false)
  const [problem, setProblem] = createSignal<string>()
  const intent = createIntent()

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    const asked = path().trim()
    if (!asked.startsWith('/')) return void setProblem('Give the absolute path, from / on.')
    setPending(true)
    setProblem(undefined)
    try {
      const repo = await addRepo({ path: asked }, intent.keyFor(asked))
      intent.fulfilled()
      setPath('')
      announce({ text: `Added ${repo.name}.`, link: { href: `/runs/new?repo=${repo.id}`, text: 'New run' } })
    } catch (error) {
      setProblem(sentenceOf(error))
      // The operator may mend the folder and ask for the same path again.
      intent.fulfilled()
    } finally {
      setPending(false)
    }
  }

  return (
    <form class="card add-way" aria-label="Add a repository of this machine" noValidate onSubmit={submit}>
      <header>
        <Icon name="folder" />
        <h3>On this machine</h3>
      </header>
      <Field id="repo-path" label="Path" hint={HINT} problem={problem()}>
        <div class="input-and-button">
          <input
            {...described('repo-path', HINT, problem())}
            class="mono"
            placeholder="/home/you/src/project"
            {...AS_TYPED}
            value={path()}
            onInput={(event) => setPath(event.currentTarget.value)}
          />
          <button type="submit" class="button primary" disabled={isPending() || path().trim() === ''}>
            <Icon name="plus" /> Add repository
          </button>
        </div>
      </Field>
    </form>
  )
}
