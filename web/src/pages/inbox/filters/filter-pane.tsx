import { type InboxKind, RISKS } from '@pm-bot/domain'
import { createEffect, createSignal, createUniqueId, For, on, onMount, Show } from 'solid-js'
import type { InboxFilter } from '../../../api/inbox.ts'
import { createRepos } from '../../../api/repos.ts'
import { RepoSelect } from '../../../ui/repo-select.tsx'
import { VisibleText } from '../../../ui/visible-text.tsx'
import { chooseGrouping, GROUPINGS, type Grouping, grouping } from '../grouping.ts'
import { FILTER_EXAMPLE, FilterWordsError, filterInWords, readFilter } from './filter-words.ts'
import { SavedViews } from './saved-views-list.tsx'

const KINDS: readonly { kind: InboxKind; text: string }[] = [
  { kind: 'tool_call', text: 'Calls' },
  { kind: 'changeset_apply', text: 'Changes' },
  { kind: 'publish', text: 'Publish' },
  { kind: 'question', text: 'Questions' },
  { kind: 'spend', text: 'Spending' },
  { kind: 'run_start', text: 'Starts' },
]
const AGES = [
  { seconds: '', text: 'Any age' },
  { seconds: '3600', text: 'Older than an hour' },
  { seconds: '86400', text: 'Older than a day' },
  { seconds: '604800', text: 'Older than a week' },
]
const GROUP_WORDS: Record<Grouping, string> = {
  what: 'What is to be done',
  repo: 'Repository',
  run: 'Run',
  similar: 'What is alike',
}

/** What the list is narrowed to, in words or by choosing, and how it is grouped. */
export default function FilterPane(props: {
  filter: InboxFilter
  /** Of what is decided, only some of it can be asked. */
  isDone: boolean
  onChange: (filter: InboxFilter) => void
}) {
  const id = createUniqueId()
  const repos = createRepos()
  const named = () => repos.data() ?? []
  const [words, setWords] = createSignal('')
  const [problem, setProblem] = createSignal<string>()
  let field!: HTMLInputElement
  onMount(() => field.focus())
  createEffect(
    on(
      () => filterInWords(props.filter, named()),
      (said) => {
        setWords(said)
        setProblem(undefined)
      },
    ),
  )

  function apply(text: string): void {
    try {
      props.onChange(readFilter(text, named()))
      setProblem(undefined)
    } catch (error) {
      if (!(error instanceof FilterWordsError)) throw error
      setWords(text)
      setProblem(error.message)
    }
  }
  const listOf = (name: 'kind' | 'risk'): string[] => [props.filter[name] ?? []].flat()
  function toggle(name: 'kind' | 'risk', value: string): void {
    const chosen = listOf(name)
    const next = chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]
    change({ [name]: next.length > 0 ? next : undefined })
  }
  const change = (part: Partial<Record<keyof InboxFilter, string | string[] | undefined>>) =>
    props.onChange(
      Object.fromEntries(
        Object.entries({ ...props.filter, ...part }).filter(([, value]) => value !== undefined),
      ) as InboxFilter,
    )

  return (
    <aside class="filter-pane" aria-label="Narrow the list">
      <form
        class="field"
        onSubmit={(event) => {
          event.preventDefault()
          apply(words())
        }}
      >
        <label class="label" for={id}>
          In words
        </label>
        <input
          ref={field}
          id={id}
          type="search"
          autocomplete="off"
          spellcheck={false}
          maxlength="500"
          placeholder={FILTER_EXAMPLE}
          aria-invalid={problem() ? 'true' : undefined}
          aria-describedby={`${id}-hint`}
          value={words()}
          onInput={(event) => setWords(event.currentTarget.value)}
          onChange={() => apply(words())}
        />
        <Show
          when={problem()}
          fallback={
            <p class="hint" id={`${id}-hint`}>
              For example {FILTER_EXAMPLE}
            </p>
          }
        >
          {(sentence) => (
            <p class="field-problem" role="alert" id={`${id}-hint`}>
              <VisibleText text={sentence()} />
            </p>
          )}
        </Show>
      </form>
      <fieldset class="filter-choices">
        <legend class="label">Kind</legend>
        <For each={KINDS}>
          {({ kind, text }) => (
            <label class="check">
              <input
                type="checkbox"
                checked={listOf('kind').includes(kind)}
                onChange={() => toggle('kind', kind)}
              />
              {text}
            </label>
          )}
        </For>
      </fieldset>
      <fieldset class="filter-choices">
        <legend class="label">Risk</legend>
        <For each={RISKS.toReversed()}>
          {(risk) => (
            <label class="check">
              <input
                type="checkbox"
                checked={listOf('risk').includes(risk)}
                onChange={() => toggle('risk', risk)}
              />
              {risk[0]?.toUpperCase()}
              {risk.slice(1)}
            </label>
          )}
        </For>
      </fieldset>
      <div class="filter-choices">
        <span class="label" aria-hidden="true">
          Repository
        </span>
        <RepoSelect
          label="Repository"
          all="All"
          repoId={[props.filter.repoId].flat()[0]}
          onChange={(repoId) => change({ repoId })}
        />
      </div>
      <Show when={!props.isDone}>
        <label class="filter-choices">
          <span class="label">Waiting</span>
          <select onChange={(event) => change({ olderThanSeconds: event.currentTarget.value || undefined })}>
            <For each={AGES}>
              {({ seconds, text }) => (
                <option value={seconds} selected={(props.filter.olderThanSeconds ?? '') === seconds}>
                  {text}
                </option>
              )}
            </For>
          </select>
        </label>
        <label class="filter-choices">
          <span class="label">Group by</span>
          <select onChange={(event) => chooseGrouping(event.currentTarget.value as Grouping)}>
            <For each={GROUPINGS}>
              {(each) => (
                <option value={each} selected={grouping() === each}>
                  {GROUP_WORDS[each]}
                </option>
              )}
            </For>
          </select>
        </label>
      </Show>
      <SavedViews words={words()} onChoose={apply} />
    </aside>
  )
}
