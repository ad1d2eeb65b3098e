import type { GrantSuggestionView, RepoView, ToolView } from '@pm-bot/domain'
import { For, Show } from 'solid-js'
import { createGrantSuggestions } from '../../api/grants.ts'
import { Ago } from '../../ui/ago.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { WhereView } from '../../ui/tools/tool-rules-view.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'

/** What was approved so often that a grant would have spared it; nothing is given here. */
export function GrantSuggestions(props: {
  tools: readonly ToolView[]
  repos: readonly RepoView[]
  onChoose: (suggestion: GrantSuggestionView) => void
}) {
  const suggestions = createGrantSuggestions()
  return (
    <>
      <ProblemNote problem={suggestions.error()} onRetry={suggestions.again} />
      <Show when={(suggestions.data() ?? []).length > 0}>
        <section class="group" aria-labelledby="suggestions-title">
          <header class="group-head">
            <h2 id="suggestions-title">Suggested: approved again and again in the last 30 days</h2>
          </header>
          <ul class="card rows" aria-label="Suggested grants">
            <For each={suggestions.data()}>
              {(suggestion) => (
                <Suggestion
                  of={suggestion}
                  toolTitle={props.tools.find(({ id }) => id === suggestion.tool)?.title ?? suggestion.tool}
                  repoName={props.repos.find(({ id }) => id === suggestion.repoId)?.name}
                  onChoose={() => props.onChoose(suggestion)}
                />
              )}
            </For>
          </ul>
        </section>
      </Show>
    </>
  )
}

function Suggestion(props: {
  of: GrantSuggestionView
  toolTitle: string
  repoName: string | undefined
  onChoose: () => void
}) {
  return (
    <li class="row grant-row">
      <div class="grant-text">
        <p class="row-title">
          <VisibleText text={props.toolTitle} />
          <Show when={props.of.where} fallback=" whatever its arguments, but for what is risky">
            {(where) => <WhereView where={where()} />}
          </Show>
        </p>
        <p class="row-under wrapping">
          <span>
            in{' '}
            <a href={`/repos/${props.of.repoId}`}>
              <VisibleText text={props.repoName ?? 'a repository that is gone'} />
            </a>
          </span>
          <span>
            approved {props.of.times} times and never refused, last <Ago at={props.of.lastAt} suffix=" ago" />
          </span>
        </p>
        <details class="raw">
          <summary>
            {props.of.items.length < props.of.times
              ? `the last ${props.of.items.length} decisions`
              : 'the decisions'}
          </summary>
          <ul class="bullets">
            <For each={props.of.items}>
              {(item) => (
                <li>
                  <a href={`/inbox/${item.itemId}`}>
                    <VisibleText text={item.title} />
                  </a>
                  , <Ago at={item.at} suffix=" ago" />
                </li>
              )}
            </For>
          </ul>
        </details>
      </div>
      <button type="button" class="button" onClick={() => props.onChoose()}>
        Give this grant…
      </button>
    </li>
  )
}
