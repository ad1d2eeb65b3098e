import type {
  BudgetLimits,
  BudgetMeasure,
  GraphView,
  ProposeRunBody,
  RepoView,
  RunView,
  ToolView,
} from '@pm-bot/domain'
import { createMemo, createSignal } from 'solid-js'
import { createStore } from 'solid-js/store'
import { fieldProblems } from '../../api/field-problems.ts'
import { createIntent } from '../../api/intent.ts'
import { proposeRun } from '../../api/runs.ts'
import { limitsAsTyped, readLimits, type TypedLimits } from '../../ui/budget/typed-limits.ts'
import { policyOf, type TypedRule } from '../../ui/tools/typed-rules.ts'
import { missingAlternative } from './missing-alternative.ts'
import { type FieldValue, specFields } from './spec-fields.ts'
import { specOf } from './spec-of.ts'

/** What the form is about, and what it begins with. */
export interface RunFormOptions {
  graph: () => GraphView | undefined
  repo: () => RepoView | undefined
  tools: () => readonly ToolView[]
  firstGoal: string
  firstValues: Record<string, FieldValue>
}

/** What the form holds, what is wrong with it, and sending it. */
export function createRunForm({ graph, repo, tools, firstGoal, firstValues }: RunFormOptions) {
  const [goal, setGoal] = createSignal(firstGoal)
  const [values, setValues] = createStore<Record<string, FieldValue>>(firstValues)
  const [ownRules, setOwnRules] = createSignal<{ of: string; rules: readonly TypedRule[] }>()
  const [limits, setLimits] = createStore<{ of?: string; typed: TypedLimits }>({ typed: {} })
  const [isPending, setPending] = createSignal(false)
  const [wasSent, setWasSent] = createSignal(false)
  const [refusal, setRefusal] = createSignal<unknown>()
  const intent = createIntent()

  const fields = createMemo(() =>
    specFields(graph()?.specSchema).filter(({ name }) => name !== 'issueNumber' || isOnGitHub(repo())),
  )
  /** Those that were edited for this graph; undefined: its usual ones. */
  const rules = () => (ownRules()?.of === graph()?.id ? ownRules()?.rules : undefined)
  const checked = createMemo(() => specOf(fields(), values))
  const checkedRules = createMemo(() => policyOf(rules() ?? [], tools()))
  /** What was typed for this graph, else what runs here usually may spend. */
  const typedLimits = (): TypedLimits =>
    limits.of === graph()?.id
      ? limits.typed
      : limitsAsTyped((repo()?.policy.budget ?? graph()?.budget ?? {}) as BudgetLimits)
  const checkedLimits = createMemo(() => readLimits(typedLimits()))

  const found = createMemo((): Record<string, string> => {
    const mine: Record<string, string> = {}
    if (repo() === undefined) mine.repoId = 'Choose a repository.'
    if (graph() === undefined) mine.graphId = 'Choose a graph.'
    if (goal().trim() === '') mine.goal = 'Say what the run is for.'
    for (const [name, problem] of Object.entries(checked().problems)) mine[`spec.${name}`] = problem
    const missing = missingAlternative(graph()?.specSchema, checked().spec)
    const choices = fields().filter(({ name }) => missing?.includes(name))
    if (choices[0])
      mine[`spec.${choices[0].name}`] ??= `Fill in: ${choices.map(({ label }) => label).join(', or ')}.`
    for (const [name, problem] of Object.entries(checkedLimits().problems)) mine[`budget.${name}`] = problem
    if (checkedRules().problems.size > 0) mine.tools = 'One of the rules cannot be read.'
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
    const [chosen, where] = [graph(), repo()]
    if (!chosen || !where || Object.keys(found()).length > 0 || isPending()) return undefined
    const body: ProposeRunBody = {
      repoId: where.id,
      goal: goal().trim(),
      graphId: chosen.id,
      spec: checked().spec,
      ...(rules() && chosen.tools ? { tools: checkedRules().policy } : {}),
      ...(limits.of === chosen.id ? { budget: checkedLimits().limits } : {}),
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
    rules,
    setRules: (changed: readonly TypedRule[] | undefined) => {
      const of = graph()?.id
      setOwnRules(changed && of !== undefined ? { of, rules: changed } : undefined)
    },
    ruleProblems: () => (wasSent() ? checkedRules().problems : NONE),
    limits: typedLimits,
    areOwnLimits: () => limits.of !== undefined && limits.of === graph()?.id,
    setLimit: (measure: BudgetMeasure, text: string) => {
      const id = graph()?.id
      if (id !== undefined) setLimits({ of: id, typed: { ...typedLimits(), [measure]: text } })
    },
    isPending,
    refusal,
    send,
    value: (name: string): FieldValue | undefined => values[name],
    setValue: (name: string, value: FieldValue) => setValues(name, value),
    problem: (path: string): string | undefined => (wasSent() ? found()[path] : undefined) ?? refused(path),
  }
}

const NONE: ReadonlyMap<number, string> = new Map()

/** Only there are issues. */
const isOnGitHub = (repo: RepoView | undefined) => repo?.source === 'github'
