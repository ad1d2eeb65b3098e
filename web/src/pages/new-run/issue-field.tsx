import type { GitHubObjectView } from '@pm-bot/domain'
import { createMemo, createSignal, For, onCleanup, Show } from 'solid-js'
import { createGitHubObjects } from '../../api/github-objects.ts'
import { described, Field } from '../../ui/field.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { issueNumberIn } from './issue-number-in.ts'

const HINT = 'Its number, or words of its title; it must be in the cache of the repository.'
const PAUSE_MS = 200
const SHOWN = 8

/** Which cached issue it is about: by number, or picked from those that words find. */
export function IssueField(props: {
  repoId: string
  label: string
  value: string
  problem: string | undefined
  isRequired: boolean
  onChange: (number: string) => void
  onPick: (issue: GitHubObjectView) => void
}) {
  const [words, setWords] = createSignal('')
  const [isOpen, setOpen] = createSignal(false)
  const issues = createGitHubObjects(
    () => props.repoId,
    () => ({ kind: 'issue', state: 'open', q: words() }),
  )
  const found = createMemo(() => (issues.data() ?? []).slice(0, SHOWN))
  const chosen = () => (issues.data() ?? []).find(({ number }) => String(number) === props.value)

  let pause: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(pause))
  function onInput(text: string) {
    const number = issueNumberIn(text)
    props.onChange(number ?? text)
    setOpen(number === undefined)
    clearTimeout(pause)
    pause = setTimeout(() => setWords(number === undefined ? text.trim() : ''), PAUSE_MS)
  }
  function pick(issue: GitHubObjectView) {
    setOpen(false)
    setWords('')
    props.onPick(issue)
  }

  return (
    <Field id="issue" label={props.label} hint={HINT} problem={props.problem} optional={!props.isRequired}>
      <input
        {...described('issue', HINT, props.problem)}
        type="search"
        autocomplete="off"
        value={props.value}
        onInput={(event) => onInput(event.currentTarget.value)}
        onBlur={(event) => setOpen(isChoice(event.relatedTarget))}
        onFocus={() => setOpen(issueNumberIn(props.value) === undefined)}
      />
      <Show when={chosen()}>
        {(issue) => (
          <p class="prose">
            <span class="quiet">#{issue().number}</span> <VisibleText text={issue().title} />
          </p>
        )}
      </Show>
      <ProblemNote problem={issues.error()} onRetry={issues.again} />
      <Show when={isOpen()}>
        <ul class="visible-repos issue-choices" aria-label="Open issues">
          <For each={found()} fallback={<li class="quiet issue-none">No open issue is found.</li>}>
            {(issue) => (
              <li>
                <button
                  type="button"
                  class="visible-repo issue-choice"
                  // The field keeps the focus, so that the list is there to be clicked.
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => pick(issue)}
                >
                  <span class="quiet number">#{issue.number}</span>
                  <span class="row-title">
                    <VisibleText text={issue.title} />
                  </span>
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Field>
  )
}

/** From the field the focus may go on into the list. */
const isChoice = (target: EventTarget | null) =>
  target instanceof Element && target.closest('.issue-choices') !== null
