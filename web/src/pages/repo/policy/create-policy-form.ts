import type { BudgetMeasure, RepoView, ToolView } from '@pm-bot/domain'
import { createMemo, createSignal } from 'solid-js'
import { fieldProblems } from '../../../api/field-problems.ts'
import { type RepoTerms, setRepoTerms } from '../../../api/repo-policy.ts'
import { createCommand } from '../../../ui/create-command.ts'
import { announce } from '../../../ui/toast.tsx'
import { policyAsTyped, readPolicy, type TypedPolicy } from './typed-policy.ts'

/** What the form says where the server speaks of a field. */
const FIELDS: Record<string, string> = {
  least: 'policy.pollSeconds.min',
  most: 'policy.pollSeconds.max',
  rules: 'policy.tools',
  places: 'maxRuns',
}

/** A policy under change: as it stands until somebody types, and then against the version that was seen. */
export function createPolicyForm(repo: () => RepoView, tools: () => readonly ToolView[]) {
  const [draft, setDraft] = createSignal<{ typed: TypedPolicy; seen: RepoView }>()
  const [wasSent, setWasSent] = createSignal(false)
  const typed = createMemo(() => draft()?.typed ?? policyAsTyped(repo()))
  const read = createMemo(() => readPolicy(typed(), draft()?.seen ?? repo(), tools()))
  const saving = createCommand(async ({ terms, seen }: { terms: RepoTerms; seen: RepoView }) => {
    const saved = await setRepoTerms(seen.id, terms, seen.version)
    discard()
    announce({ text: `The policy of ${saved.name} is saved.` })
  })

  function discard() {
    setDraft(undefined)
    setWasSent(false)
  }
  const set = (changes: Partial<TypedPolicy>) =>
    setDraft({ typed: { ...typed(), ...changes }, seen: draft()?.seen ?? repo() })
  const mine = (field: string): string | undefined => (wasSent() ? read().problems[field] : undefined)
  const refused = (field: string): string | undefined => {
    const of = FIELDS[field] ?? field.replace('limits.', 'policy.budget.')
    const found = Object.entries(fieldProblems(saving.problem()))
    return found.find(([path]) => path === of || path.startsWith(`${of}.`))?.[1]
  }

  return {
    typed,
    set,
    setLimit: (measure: BudgetMeasure, text: string) =>
      set({ limits: { ...typed().limits, [measure]: text } }),
    isChanged: () => draft() !== undefined,
    discard,
    save() {
      setWasSent(true)
      const seen = draft()?.seen
      if (seen && Object.keys(read().problems).length === 0) saving.run({ terms: read().terms, seen })
    },
    isPending: saving.isPending,
    refusal: saving.problem,
    problem: (field: string): string | undefined => mine(field) ?? refused(field),
    ruleProblems: () => (wasSent() ? read().ruleProblems : NONE),
  }
}
export type PolicyForm = ReturnType<typeof createPolicyForm>

const NONE: ReadonlyMap<number, string> = new Map()
