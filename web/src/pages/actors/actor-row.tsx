import type { ActorSummaryView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { Ago, Since } from '../../ui/ago.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { plural } from '../../ui/time.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import { ActorName, actorHref } from './actor-name.tsx'

export function ActorRow(props: { actor: ActorSummaryView }) {
  return (
    <li class="job">
      <div class="job-row">
        <Show
          when={props.actor.suspectedAt}
          fallback={
            <Chip icon="mailbox" tone="blue">
              {plural(props.actor.waiting, 'message')}
            </Chip>
          }
        >
          <Chip icon="warning" tone="amber">
            Suspected
          </Chip>
        </Show>
        <div class="job-text">
          <p class="row-title">
            <ActorName address={props.actor} />
          </p>
          <p class="row-under">
            <Show when={props.actor.oldestWaitingAt}>
              {(at) => (
                <span>
                  oldest waits <Since at={at()} />
                </span>
              )}
            </Show>
            <Show when={props.actor.suspectedAt}>
              {(at) => (
                <span>
                  a worker died while it served this actor, <Ago at={at()} suffix=" ago" />: its messages are
                  now handled one at a time
                </span>
              )}
            </Show>
            <Show when={props.actor.parked > 0}>
              <span>{props.actor.parked} parked</span>
            </Show>
          </p>
          <Show when={props.actor.lastError}>
            {(error) => (
              <p class="error-text">
                <VisibleText text={error()} keepsLines />
              </p>
            )}
          </Show>
        </div>
        <a class="button small" href={actorHref(props.actor)}>
          Mailbox <Icon name="forward" />
        </a>
      </div>
    </li>
  )
}
