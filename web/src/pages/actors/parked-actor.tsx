import type { ActorSummaryView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { createActor } from '../../api/actors.ts'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Rows } from '../../ui/rows.tsx'
import { plural } from '../../ui/time.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { ActorName, actorHref } from './actor-name.tsx'
import { ParkedMessage } from './parked-message.tsx'

/** An actor's parked messages, where they can be dealt with. */
export function ParkedActor(props: { actor: ActorSummaryView }) {
  const actor = createActor(() => props.actor)
  const parked = () => actor.data()?.messages.filter((message) => message.parkedAt !== null)

  return (
    <section class="card parked-actor" data-row={`${props.actor.kind}/${props.actor.key}`}>
      <header>
        <h2>
          <ActorName address={props.actor} />
        </h2>
        <a class="quiet" href={actorHref(props.actor)}>
          {props.actor.waiting > 0 ? `${plural(props.actor.waiting, 'more message')} waiting` : 'Mailbox'}{' '}
          <Icon name="forward" />
        </a>
      </header>
      <ProblemNote problem={actor.error()} onRetry={actor.again} />
      <Show
        when={parked()}
        fallback={
          <Show when={actor.isWaiting()}>
            <Waiting label="messages" rows={2} />
          </Show>
        }
      >
        {(messages) => (
          <Rows each={messages()} key={(message) => message.id}>
            {(message) => <ParkedMessage address={props.actor} message={message()} />}
          </Rows>
        )}
      </Show>
    </section>
  )
}
