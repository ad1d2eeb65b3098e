import { createSignal } from 'solid-js'
import { createIntent } from '../api/intent.ts'

/** Something a button sends: once, however often it is clicked, with the refusal where it was asked. */
export function createCommand<Body>(send: (body: Body, key: string) => Promise<unknown>) {
  const intent = createIntent()
  const [isPending, setPending] = createSignal(false)
  const [problem, setProblem] = createSignal<unknown>()

  async function run(body: Body): Promise<void> {
    if (isPending()) return
    setPending(true)
    setProblem(undefined)
    try {
      await send(body, intent.keyFor(body))
      intent.fulfilled()
    } catch (error) {
      setProblem(error)
    } finally {
      setPending(false)
    }
  }

  return { run: (body: Body) => void run(body), isPending, problem }
}
