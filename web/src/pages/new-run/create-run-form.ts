import type { GraphView, ProposeRunBody, RunView } from '@pm-bot/domain'
import { createMemo, createSignal } from 'solid-js'
import { createStore } from 'solid-js/store'
import { fieldProblems } from '../../api/field-problems.ts'
import { createIntent } from '../../api/intent.ts'
import { proposeRun } from '../../api/runs.ts'
import { type FieldValue, specFields } from './spec-fields.ts'
import { specOf } from './spec-of.ts'

/** What the form holds, what is wrong with it, and sending it. */
export function createRunForm(graph: () => GraphView | undefined, repoId: () => string, firstGoal: string) {
  const [goal, setGoal] = createSignal(firstGoal)
  const [values, setValues] = createStore<Record<string, FieldValue>>({})
  const [isPending, setPending] = createSignal(false)
  const [wasSent, setWasSent] = createSignal(false)
  const [refusal, setRefusal] = createSignal<unknown>()
  const intent = createIntent()

  const fields = createMemo(() => specFields(graph()?.specSchema))
  const checked = createMemo(() => specOf(fields(), values))
  const found = createMemo((): Record<string, string> => {
    const mine: Record<string, string> = {}
    if (repoId() === '') mine.repoId = 'Choose a repository.'
    if (graph() === undefined) mine.graphId = 'Choose a graph.'
    if (goal().trim() === '') mine.goal = 'Say what the run is for.'
    for (const [name, problem] of Object.entries(checked().problems)) mine[`spec.${name}`] = problem
    return mine
  })
  /** The server may speak of a place inside a field, e.g. `spec.argv.0`. */
  const refused = (path: string) =>
    Object.entries(fieldProblems(refusal())).find(
      ([where]) => where === path || where.startsWith(`${path}.`),
    )?.[1]

  async function send(): Promise<RunView | undefined> {
    setWasSent(true)
    setRefusal(undefined)
    const chosen = graph()
    if (!chosen || Object.keys(found()).length > 0 || isPending()) return undefined
    const body: ProposeRunBody = {
      repoId: repoId(),
      goal: goal().trim(),
      graphId: chosen.id,
      spec: checked().spec,
    }
    setPending(true)
    try {
      return await proposeRun(body, intent.keyFor(body))
    } catch (error) {
      setRefusal(error)
      return undefined
    } finally {
      setPending(false)
    }
  }

  return {
    goal,
    setGoal,
    fields,
    isPending,
    refusal,
    send,
    value: (name: string): FieldValue | undefined => values[name],
    setValue: (name: string, value: FieldValue) => setValues(name, value),
    problem: (path: string): string | undefined => (wasSent() ? found()[path] : undefined) ?? refused(path),
  }
}
