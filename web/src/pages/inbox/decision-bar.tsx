import type { DecisionAction, InboxItemView } from '@pm-bot/domain'
import { createSignal, Show } from 'solid-js'
import { Icon } from '../../ui/icon.tsx'
import { KeyHint } from '../../ui/keyboard/key-hint.tsx'
import { onKey } from '../../ui/keyboard/on-key.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import { consequencesOf } from './consequences.ts'
import type { createDecision } from './create-decision.ts'
import { createSteadyHand } from './create-steady-hand.ts'
import { LostRace } from './lost-race.tsx'
import { RejectForm } from './reject-form.tsx'

/** The buttons, what each of them does, and what became of the last press. */
export function DecisionBar(props: {
  item: InboxItemView
  decision: ReturnType<typeof createDecision>
  cameUpAt: number
}) {
  const [isRejecting, setRejecting] = createSignal(false)
  const hand = createSteadyHand(props.cameUpAt, () => props.item.risk === 'high')
  const isPending = () => props.decision.isPending()
  const allows = (action: DecisionAction) =>
    props.item.status === 'pending' && props.item.allowed.includes(action)
  const consequences = () => consequencesOf(props.item)
  const approve = () => void props.decision.decide('approve')

  onKey('approve', () => {
    if (allows('approve') && !isRejecting() && hand.mayApprove()) approve()
  })
  onKey('reject', () => {
    if (allows('reject')) setRejecting(true)
  })

  return (
    <section class="decision-bar" aria-label="Decision">
      <LostRace problem={props.decision.problem()} />
      <Show
        when={!isRejecting() || !allows('reject')}
        fallback={
          <RejectForm
            isPending={isPending()}
            onReject={(reason) => void props.decision.decide('reject', reason)}
            onClose={() => setRejecting(false)}
          />
        }
      >
        <div class="choices">
          <Show when={allows('approve')}>
            <div class="choice">
              <button type="button" class="button primary" disabled={isPending()} onClick={approve}>
                <Icon name="check" /> {hand.asksAgain() ? 'Press a again to approve' : 'Approve'}
                <KeyHint command="approve" />
              </button>
              <p>
                <VisibleText text={consequences().approve} />
              </p>
            </div>
          </Show>
          <Show when={allows('reject')}>
            <div class="choice">
              <button type="button" class="button" disabled={isPending()} onClick={() => setRejecting(true)}>
                <Icon name="close" /> Reject…
                <KeyHint command="reject" />
              </button>
              <p>
                <VisibleText text={consequences().reject} />
              </p>
            </div>
          </Show>
        </div>
      </Show>
    </section>
  )
}
