import type { GrantSuggestionView } from '@pm-bot/domain'
import { useNavigate, useSearchParams } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import { createGrants, revokeGrant } from '../../api/grants.ts'
import { createRepos } from '../../api/repos.ts'
import { createTools } from '../../api/tools.ts'
import { createListKeys } from '../../ui/create-list-keys.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { KeyHint } from '../../ui/keyboard/key-hint.tsx'
import { onKey } from '../../ui/keyboard/on-key.ts'
import { MoreButton } from '../../ui/more-button.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Rows } from '../../ui/rows.tsx'
import { createTitle } from '../../ui/title.ts'
import { announce } from '../../ui/toast.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { AddGrantDialog } from './add-grant-dialog.tsx'
import { GrantRow } from './grant-row.tsx'
import { GrantSuggestions } from './grant-suggestions.tsx'
import { LimitsNav } from './limits-nav.tsx'

/** Calls of tools that are made without asking, and which are no more. */
export default function GrantsPage() {
  createTitle(() => 'Grants')
  const navigate = useNavigate()
  const [search, setSearch] = useSearchParams<{ show?: string }>()
  const isActive = () => search.show !== 'ended'
  const grants = createGrants(isActive)
  const repos = createRepos()
  const tools = createTools()
  const [selected, setSelected] = createSignal<string>()
  const [adding, setAdding] = createSignal<'new' | GrantSuggestionView>()
  const [problem, setProblem] = createSignal<unknown>()

  const revoke = (id: string) => {
    setProblem(undefined)
    revokeGrant(id).then(
      () => announce({ text: 'Revoked. The next such call asks again.' }),
      (error: unknown) => setProblem(error),
    )
  }
  createListKeys({
    rows: () => (grants.data() ?? []).map(({ id }) => id),
    selected,
    select: setSelected,
    open: (id) => {
      const item = grants.data()?.find((grant) => grant.id === id)?.itemId
      if (item) navigate(`/inbox/${item}`)
    },
  })
  onKey('revoke-grant', () => {
    const grant = grants.data()?.find(({ id }) => id === selected())
    if (grant?.active) revoke(grant.id)
  })
  onKey('add-grant', () => setAdding('new'))

  return (
    <div class="page">
      <header class="page-head">
        <h1>Grants</h1>
        <LimitsNav />
        <button type="button" class="button primary" onClick={() => setAdding('new')}>
          <Icon name="plus" /> Give a grant <KeyHint command="add-grant" />
        </button>
      </header>
      <p class="lead">
        Calls of tools that are made without asking you. What the rules of a run deny, no grant allows.
      </p>
      <fieldset class="segments wrapping" aria-label="Which grants">
        <button type="button" aria-pressed={isActive()} onClick={() => setSearch({ show: null })}>
          Standing
        </button>
        <button type="button" aria-pressed={!isActive()} onClick={() => setSearch({ show: 'ended' })}>
          Ended
        </button>
      </fieldset>
      <ProblemNote problem={problem()} />
      <ProblemNote problem={grants.error() ?? repos.error() ?? tools.error()} onRetry={grants.again} />
      <Show when={grants.data()} fallback={<Waiting label="grants" rows={4} />}>
        {(known) => (
          <ul class="card rows" aria-label={isActive() ? 'Standing grants' : 'Ended grants'}>
            <Rows
              each={known()}
              key={(grant) => grant.id}
              fallback={
                <EmptyState icon="key" title={isActive() ? 'No grants' : 'None has ended yet'}>
                  <p>
                    {isActive()
                      ? 'Every call that the rules ask about comes to your inbox. Give a grant there with a decision, or here beforehand.'
                      : 'Grants that were revoked, used up or ran out are listed here.'}
                  </p>
                </EmptyState>
              }
            >
              {(grant) => (
                <GrantRow
                  grant={grant()}
                  toolTitle={tools.data()?.find(({ id }) => id === grant().tool)?.title ?? grant().tool}
                  repoName={repos.data()?.find(({ id }) => id === grant().repoId)?.name}
                  isSelected={selected() === grant().id}
                  onRevoke={() => revoke(grant().id)}
                />
              )}
            </Rows>
          </ul>
        )}
      </Show>
      <MoreButton read={grants} />
      <Show when={isActive()}>
        <GrantSuggestions tools={tools.data() ?? []} repos={repos.data() ?? []} onChoose={setAdding} />
      </Show>
      <Show when={adding()} keyed>
        {(wanted) => (
          <AddGrantDialog
            tools={tools.data() ?? []}
            repos={repos.data() ?? []}
            suggested={wanted === 'new' ? undefined : wanted}
            onClose={() => setAdding(undefined)}
          />
        )}
      </Show>
    </div>
  )
}
