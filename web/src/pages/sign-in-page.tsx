import { createSignal } from 'solid-js'
import { createIntent } from '../api/intent.ts'
import { signIn } from '../api/session.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { createTitle } from '../ui/title.ts'

export default function SignInPage() {
  createTitle(() => 'Sign in')
  const [password, setPassword] = createSignal('')
  const [isPending, setPending] = createSignal(false)
  const [problem, setProblem] = createSignal<unknown>()

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    setPending(true)
    setProblem(undefined)
    try {
      // A fresh key each time: a wrong password must be asked again, not answered from memory.
      await signIn(password(), createIntent().keyFor(password()))
    } catch (error) {
      setProblem(error)
    } finally {
      setPending(false)
    }
  }

  return (
    <main class="lonely">
      <form class="card stack sign-in" onSubmit={submit}>
        <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="8" />
          <path d="M9 16.5l5 5 9-11" />
        </svg>
        <h1>Sign in to pm-bot</h1>
        <label class="field">
          <span class="label">Password</span>
          <input
            type="password"
            name="password"
            autocomplete="current-password"
            required
            autofocus
            value={password()}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        </label>
        <ProblemNote problem={problem()} />
        <button type="submit" class="button primary" disabled={isPending() || password() === ''}>
          Sign in
        </button>
      </form>
    </main>
  )
}
