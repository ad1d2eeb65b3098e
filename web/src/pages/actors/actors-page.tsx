import type { ActorCondition } from '@pm-bot/domain'
import { useSearchParams } from '@solidjs/router'
import { For, Show } from 'solid-js'
import { createActors } from '../../api/actors.ts'
import { createMailboxes } from '../../api/mailboxes.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Rows } from '../../ui/rows.tsx'
import { createTitle } from '../../ui/title.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { WorkNav } from '../../ui/work-nav.tsx'
import { ActorRow } from './actor-row.tsx'
import { CONDITIONS, conditionOf } from './conditions.ts'
import { ParkedActor } from './parked-actor.tsx'

export default function ActorsPage() {
  createTitle(() => 'Mailboxes')
  const [search] = useSearchParams<{ show?: string }>()
  return (
    <div class="page wide">
      <header class="page-head">
        <h1>Mailboxes</h1>
        <WorkNav />
      </header>
      <ConditionTabs current={conditionOf(search.show)} />
      <Show when={conditionOf(search.show)} keyed>
        {(condition) => <Actors condition={condition} />}
      </Show>
    </div>
  )
}

function Actors(props: { condition: ActorCondition }) {
  const actors = createActors(() => props.condition)
  return (
    <>
      <ProblemNote problem={actors.error()} onRetry={actors.again} />
      <Show
        when={actors.data()}
        fallback={
          <Show when={actors.isWaiting()}>
            <Waiting label="mailboxes" rows={4} />
          </Show>
        }
      >
        {(known) => (
          <Show
            when={known().length > 0}
            fallback={
              <EmptyState icon="done" title={CONDITIONS[props.condition].none}>
                <p>{CONDITIONS[props.condition].means}</p>
              </EmptyState>
            }
          >
            <Show
              when={props.condition === 'parked'}
              fallback={
                <ul class="card rows" aria-label="Actors">
                  <Rows each={known()} key={(actor) => `${actor.kind}/${actor.key}`}>
                    {(actor) => <ActorRow actor={actor()} />}
                  </Rows>
                </ul>
              }
            >
              <Rows each={known()} key={(actor) => `${actor.kind}/${actor.key}`}>
                {(actor) => <ParkedActor actor={actor()} />}
              </Rows>
            </Show>
            <MoreButton read={actors} />
          </Show>
        )}
      </Show>
    </>
  )
}

function ConditionTabs(props: { current: ActorCondition }) {
  const mailboxes = createMailboxes()
  const count = (condition: ActorCondition) => {
    const known = mailboxes.data()
    return known && CONDITIONS[condition].count(known)
  }
  return (
    <nav class="segments wrapping" aria-label="Which mailboxes">
      <For each={Object.keys(CONDITIONS) as ActorCondition[]}>
        {(condition) => (
          <a
            href={condition === 'parked' ? '/actors' : `/actors?show=${condition}`}
            aria-current={props.current === condition ? 'page' : undefined}
          >
            {CONDITIONS[condition].tab}
            <Show when={count(condition)}>{(of) => <span class="group-count number">{of()}</span>}</Show>
          </a>
        )}
      </For>
    </nav>
  )
}
