import type { DecisionAction } from '@pm-bot/domain'
import { lazy, Show, Suspense } from 'solid-js'
import { ChoiceButton } from './choice-button.tsx'
import type { Consequences } from './consequences.ts'

const SlideToApprove = lazy(() => import('./slide-to-approve.tsx'))

/** What takes more than a press. */
export type Form = 'edit' | 'respond' | 'reject' | 'snooze'

/** A button for each answer that the item takes, with what it does. */
export function Choices(props: {
  allows: (action: DecisionAction) => boolean
  says: Consequences
  approveLabel: string
  /** Approving takes a slide. */
  slides: boolean
  respondLabel: string
  isPending: boolean
  onApprove: () => void
  onOpen: (form: Form) => void
}) {
  return (
    <div class="choices">
      <Show when={props.allows('approve')}>
        <Show
          when={props.slides}
          fallback={
            <ChoiceButton
              command="approve"
              icon="check"
              label={props.approveLabel}
              says={props.says.approve}
              isPrimary
              isPending={props.isPending}
              onChoose={() => props.onApprove()}
            />
          }
        >
          <Suspense>
            <SlideToApprove
              label={props.approveLabel}
              says={props.says.approve}
              isPending={props.isPending}
              onApprove={() => props.onApprove()}
            />
          </Suspense>
        </Show>
      </Show>
      <Show when={props.allows('edit')}>
        <ChoiceButton
          command="edit"
          icon="edit"
          label="Edit & approve…"
          says={props.says.edit}
          isPending={props.isPending}
          onChoose={() => props.onOpen('edit')}
        />
      </Show>
      <Show when={props.allows('respond')}>
        <ChoiceButton
          command="respond"
          icon="comment"
          label={props.respondLabel}
          says={props.says.respond}
          isPending={props.isPending}
          onChoose={() => props.onOpen('respond')}
        />
      </Show>
      <Show when={props.allows('reject')}>
        <RejectChoice
          says={props.says.reject}
          isPending={props.isPending}
          onChoose={() => props.onOpen('reject')}
        />
      </Show>
      <SnoozeChoice isPending={props.isPending} onChoose={() => props.onOpen('snooze')} />
    </div>
  )
}

/** Whatever waits can be put off. */
export function SnoozeChoice(props: { isPending: boolean; onChoose: () => void }) {
  return (
    <ChoiceButton
      command="snooze"
      icon="waiting"
      label="Later…"
      says="Decides nothing. It comes back when you say."
      isPending={props.isPending}
      onChoose={props.onChoose}
    />
  )
}

export function RejectChoice(props: { says: string | undefined; isPending: boolean; onChoose: () => void }) {
  return (
    <ChoiceButton
      command="reject"
      icon="close"
      label="Reject…"
      says={props.says}
      isPending={props.isPending}
      onChoose={props.onChoose}
    />
  )
}
