import type { GitHubObjectView } from '@pm-bot/domain'
import { useNavigate } from '@solidjs/router'
import { createMemo, createSignal, For, Show } from 'solid-js'
import { createGitHubObjects, objectHref } from '../../api/github-objects.ts'
import { createListKeys } from '../../ui/create-list-keys.ts'
import { createSteadyRows } from '../../ui/create-steady-rows.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { HeldBack } from '../../ui/held-back.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { stateWord } from './object-look.ts'
import { ObjectRow } from './object-row.tsx'

/** Issues or pull requests as they are kept here. */
export function ObjectList(props: {
  repoId: string
  kind: GitHubObjectView['kind']
  state: GitHubObjectView['state'] | undefined
  q: string
  isImporting: boolean
}) {
  const navigate = useNavigate()
  const objects = createGitHubObjects(
    () => props.repoId,
    () => ({ kind: props.kind, state: props.state, q: props.q }),
  )
  const byId = createMemo(
    () => new Map((objects.data() ?? []).map((object): [string, GitHubObjectView] => [object.id, object])),
  )
  const [selected, setSelected] = createSignal<string>()
  const steady = createSteadyRows(
    createMemo(() => [...byId().keys()]),
    selected,
  )
  const things = () => (props.kind === 'pr' ? 'pull requests' : 'issues')

  createListKeys({
    rows: steady.rows,
    selected,
    select: setSelected,
    open: (id) => {
      const object = byId().get(id)
      if (object) navigate(objectHref(object))
    },
  })

  return (
    <>
      <ProblemNote problem={objects.error()} onRetry={objects.again} />
      <Show
        when={objects.data()}
        fallback={
          <Show when={objects.isWaiting()}>
            <Waiting label={things()} rows={6} />
          </Show>
        }
      >
        <HeldBack count={steady.heldBack()} onLetIn={steady.letIn} />
        <Show
          when={byId().size > 0}
          fallback={
            <EmptyState
              icon={props.kind === 'pr' ? 'pull' : 'issue'}
              title={
                props.q
                  ? `Nothing found for “${props.q}”`
                  : `No ${things()} that are ${stateWord(props.state).toLowerCase()}`
              }
            >
              <Show when={props.isImporting}>
                <p>The import is under way: they appear as they come.</p>
              </Show>
            </EmptyState>
          }
        >
          <ul class="card rows" aria-label={props.kind === 'pr' ? 'Pull requests' : 'Issues'}>
            <For each={steady.rows()}>
              {(id) => (
                <Show when={byId().get(id)}>
                  {(object) => <ObjectRow object={object()} isSelected={selected() === id} />}
                </Show>
              )}
            </For>
          </ul>
        </Show>
        <MoreButton read={objects} />
      </Show>
    </>
  )
}
