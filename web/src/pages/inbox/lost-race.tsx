import type { InboxItemView } from '@pm-bot/domain'
import { Match, Show, Switch } from 'solid-js'
import { ApiProblem } from '../../api/api-problem.ts'
import { Ago } from '../../ui/ago.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'

type Decision = NonNullable<InboxItemView['decision']>

const PAST: Record<Decision['action'], string> = {
  approve: 'approved',
  edit: 'edited and approved',
  reject: 'rejected',
  respond: 'answered',
  dismiss: 'dismissed',
  snooze: 'snoozed',
}

/** Why a decision did not count: somebody was first, or the item is not what it was. */
export function LostRace(props: { problem: unknown }) {
  const winner = () =>
    props.problem instanceof ApiProblem
      ? (props.problem.body.decision as Decision | null | undefined)
      : undefined

  return (
    <Switch fallback={<ProblemNote problem={props.problem} />}>
      <Match when={winner()}>
        {(decision) => (
          <div class="note amber" role="alert">
            <Icon name="info" />
            <p>
              <strong>Already decided.</strong> <VisibleText text={decision().by} /> {PAST[decision().action]}{' '}
              it <Ago at={decision().at} suffix=" ago" />
              <Show when={decision().reason}>
                {(reason) => (
                  <>
                    : “<VisibleText text={reason()} keepsLines />”
                  </>
                )}
              </Show>
              . Your decision did not count.
            </p>
          </div>
        )}
      </Match>
    </Switch>
  )
}

export function DecidedNote(props: { item: InboxItemView }) {
  return (
    <Show
      when={props.item.decision}
      fallback={
        <div class="note grey">
          <Icon name="info" />
          <p>
            {props.item.status === 'superseded'
              ? 'A newer item took the place of this one. There is nothing to decide here.'
              : 'There is nothing to decide here any more.'}
          </p>
        </div>
      }
    >
      {(decision) => (
        <div class={`note ${decision().action === 'reject' ? 'red' : 'green'}`}>
          <Icon name={decision().action === 'reject' ? 'refused' : 'done'} />
          <p>
            <strong>
              <VisibleText text={decision().by} />
            </strong>{' '}
            {PAST[decision().action]} this <Ago at={decision().at} suffix=" ago" />
            <Show when={decision().reason}>
              {(reason) => (
                <>
                  : “<VisibleText text={reason()} keepsLines />”
                </>
              )}
            </Show>
          </p>
        </div>
      )}
    </Show>
  )
}
