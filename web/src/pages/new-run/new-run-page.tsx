import { useNavigate, useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, For, Show } from 'solid-js'
import { createGraphs } from '../../api/graphs.ts'
import { createRepos } from '../../api/repos.ts'
import { createTools } from '../../api/tools.ts'
import { BudgetSection } from '../../ui/budget/budget-section.tsx'
import { MEASURES } from '../../ui/budget/typed-limits.ts'
import { described, Field } from '../../ui/field.tsx'
import { KeyHint } from '../../ui/keyboard/key-hint.tsx'
import { onKey } from '../../ui/keyboard/on-key.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { goalOf } from '../../ui/repo/goal-of.ts'
import { createTitle } from '../../ui/title.ts'
import { announce } from '../../ui/toast.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { createRunForm } from './create-run-form.ts'
import { GraphChoice } from './graph-choice.tsx'
import { IssueField } from './issue-field.tsx'
import { ModelNote } from './model-note.tsx'
import { RepoChoice } from './repo-choice.tsx'
import { RulesSection } from './rules-section.tsx'
import { SpecFieldControl } from './spec-field-control.tsx'

export default function NewRunPage() {
  createTitle(() => 'New run')
  const navigate = useNavigate()
  const [search] = useSearchParams<{ repo?: string; goal?: string; graph?: string; issue?: string }>()
  const repos = createRepos()
  const graphs = createGraphs()
  const tools = createTools()
  const [repoId, setRepoId] = createSignal(search.repo ?? '')
  const [graphId, setGraphId] = createSignal(search.graph ?? '')

  const active = createMemo(() => (repos.data() ?? []).filter((repo) => repo.status === 'active'))
  const chosenRepo = () => repoId() || (active().length === 1 ? (active()[0]?.id ?? '') : '')
  const graph = createMemo(() => {
    const all = graphs.data() ?? []
    return all.find(({ id }) => id === graphId()) ?? all[0]
  })
  const repo = createMemo(() => active().find(({ id }) => id === chosenRepo()))
  const form = createRunForm({
    graph,
    repo,
    tools: () => tools.data() ?? [],
    firstGoal: search.goal ?? '',
    firstValues: search.issue ? { issueNumber: search.issue } : {},
  })
  const limitProblems = () =>
    Object.fromEntries(MEASURES.map((measure) => [measure, form.problem(`budget.${measure}`)]))
  let formElement!: HTMLFormElement

  async function submit() {
    const run = await form.send()
    if (run) {
      announce({ text: 'Proposed. It starts when you approve it.', link: { href: '/inbox', text: 'Inbox' } })
      navigate(`/runs/${run.id}`)
      return
    }
    queueMicrotask(() => formElement.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
  }
  onKey('send', () => formElement.requestSubmit())
  onKey('back', () => navigate('/runs'))

  return (
    <div class="page narrow">
      <header class="page-head">
        <h1>New run</h1>
      </header>
      <p class="lead">
        You propose, then approve it in the inbox. The agent works in a private clone; your repository is not
        touched.
      </p>
      <ProblemNote problem={repos.error()} onRetry={repos.again} />
      <ProblemNote problem={graphs.error()} onRetry={graphs.again} />
      <Show when={repos.data() && graphs.data()} fallback={<Waiting label="form" />}>
        <form
          ref={formElement}
          class="stack form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            // A line still being typed into a list of arguments counts.
            if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
            void submit()
          }}
        >
          <RepoChoice
            repos={active()}
            value={chosenRepo()}
            problem={form.problem('repoId')}
            onChange={setRepoId}
          />
          <Field
            id="goal"
            label="Goal"
            problem={form.problem('goal')}
            hint="One sentence; you will read it in the inbox."
          >
            <input
              {...described('goal', 'goal', form.problem('goal'))}
              maxlength="500"
              autocomplete="off"
              aria-required="true"
              value={form.goal()}
              onInput={(event) => form.setGoal(event.currentTarget.value)}
            />
          </Field>
          <GraphChoice graphs={graphs.data() ?? []} value={graph()?.id ?? ''} onChange={setGraphId} />
          <ModelNote isNeeded={(graph()?.tools ?? null) !== null} />
          <For each={form.fields()}>
            {(field) => (
              <Show
                when={field.name === 'issueNumber'}
                fallback={
                  <SpecFieldControl
                    field={field}
                    value={form.value(field.name) ?? field.initial}
                    problem={form.problem(`spec.${field.name}`)}
                    onChange={(value) => form.setValue(field.name, value)}
                  />
                }
              >
                <IssueField
                  repoId={chosenRepo()}
                  label={field.label}
                  value={String(form.value(field.name) ?? '')}
                  problem={form.problem(`spec.${field.name}`)}
                  isRequired={field.isRequired}
                  onChange={(number) => form.setValue(field.name, number)}
                  onPick={(issue) => {
                    form.setValue(field.name, String(issue.number))
                    if (form.goal().trim() === '') form.setGoal(goalOf(issue))
                  }}
                />
              </Show>
            )}
          </For>
          <Show when={graph()?.tools}>
            {(usual) => (
              <RulesSection
                usual={repo()?.policy.tools ?? usual()}
                usualOf={repo()?.policy.tools ? repo()?.id : undefined}
                rules={form.rules()}
                problems={form.ruleProblems()}
                problem={form.problem('tools')}
                onChange={form.setRules}
              />
            )}
          </Show>
          <BudgetSection
            value={form.limits()}
            origin={repo()?.policy.budget && !form.areOwnLimits() ? 'as in this repository' : undefined}
            problems={limitProblems()}
            onChange={form.setLimit}
          />
          <ProblemNote problem={form.refusal()} />
          <div class="buttons">
            <button type="submit" class="button primary" disabled={form.isPending()}>
              Propose run <KeyHint command="send" />
            </button>
          </div>
        </form>
      </Show>
    </div>
  )
}
