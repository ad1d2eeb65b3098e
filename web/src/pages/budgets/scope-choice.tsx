import type { BudgetScope, BudgetView, RepoView } from '@pm-bot/domain'
import { createMemo, For, Show } from 'solid-js'
import { createTools } from '../../api/tools.ts'
import { spellOut } from '../../ui/visible-pieces.ts'
import { EACH, scopeTitle } from './scope-words.ts'

const PROVIDERS = ['openai', 'anthropic', 'ollama']

/** Whom to give limits that has none yet. */
export function ScopeChoice(props: {
  kind: BudgetScope['kind']
  budgets: readonly BudgetView[]
  repos: readonly RepoView[]
  onChoose: (scope: BudgetScope) => void
}) {
  const tools = createTools()
  const keys = createMemo(() => {
    const known = new Set(props.budgets.map(({ scope }) => scope.key))
    return [EACH, ...all()].filter((key) => !known.has(key))
  })
  function all(): string[] {
    switch (props.kind) {
      case 'repo':
        return props.repos.map(({ id }) => id)
      case 'provider':
        return PROVIDERS
      case 'tool':
        return [...new Set((tools.data() ?? []).map(({ quotaKey }) => quotaKey))]
      case 'run':
      case 'day':
        return []
    }
  }

  return (
    <Show when={keys().length > 0}>
      <select
        class="small-select"
        aria-label="Limit another one"
        onChange={(event) => {
          const key = event.currentTarget.value
          event.currentTarget.value = ''
          if (key !== '') props.onChoose({ kind: props.kind, key })
        }}
      >
        <option value="">Limit another…</option>
        <For each={keys()}>
          {(key) => (
            <option value={key}>{spellOut(scopeTitle({ kind: props.kind, key }, props.repos))}</option>
          )}
        </For>
      </select>
    </Show>
  )
}
