import type { DecisionAction, InboxItemView } from '@pm-bot/domain'
import { createSignal, lazy, Match, Show, Suspense, Switch } from 'solid-js'
import { onKey } from '../../ui/keyboard/on-key.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { Choices, type Form, RejectChoice, SnoozeChoice } from './choices.tsx'
import { consequencesOf } from './consequences.ts'
import type { MakeDecision } from './create-decision.ts'
import { createSteadyHand, isSecondClick } from './create-steady-hand.ts'
import { FORM_WORDS } from './form-words.ts'
import { lineDraftsOf } from './line-drafts-of.ts'
import { payloadOfKind } from './payload-of.ts'
import type { Terms } from './terms.ts'

const EditForm = lazy(() => import('./edit/edit-form.tsx'))
const LostRace = lazy(() => import('./lost-race.tsx'))
const ScopeTerms = lazy(() => import('./scope/scope-terms.tsx'))
const SnoozeForm = lazy(() => import('./snooze/snooze-form.tsx'))
const ExtendTerms = lazy(() => import('./spend/extend-terms.tsx'))
const WordsForm = lazy(() => import('./words-form.tsx'))

/** A thumb slips as easily as a key is hit. */
const byTouch = () => matchMedia('(pointer: coarse)').matches
const ASKS_AGAIN = 'Press a again to approve'

/** The buttons, what each of them does, and what became of the last press. */
export function DecisionBar(props: {
  item: InboxItemView
  decision: MakeDecision
  cameUpAt: number
  siblings: number
}) {
  const [form, setForm] = createSignal<Form>()
  const [isAwaited, setAwaited] = createSignal(false)
  const [terms, setTerms] = createSignal<Terms>({})
  const hand = createSteadyHand(props.cameUpAt, () => props.item.risk === 'high')
  const isPending = () => props.decision.isPending()
  const isWaiting = () => props.item.status === 'pending'
  const allows = (action: DecisionAction) => isWaiting() && props.item.allowed.includes(action)
  const openForm = () => {
    const open = form()
    return open && (allows(open) || (open === 'snooze' && isWaiting())) ? open : undefined
  }
  const comments = () => lineDraftsOf(props.item)?.all() ?? []
  const says = () => consequencesOf(props.item, { siblings: props.siblings, comments: comments().length })
  const isQuestion = () => props.item.kind === 'question' && allows('respond')
  const call = () => (allows('approve') ? payloadOfKind(props.item, 'tool_call') : undefined)
  const spend = () => (allows('approve') ? payloadOfKind(props.item, 'spend') : undefined)
  const usualLabel = () => (call() ? 'Approve once' : 'Approve')
  const slides = () => byTouch() && props.item.risk === 'high'
  let bar!: HTMLElement

  function approve() {
    const { problem, said = {} } = terms()
    if (problem !== undefined)
      bar.querySelector<HTMLElement>('[aria-invalid=true], .terms input:checked')?.focus()
    else props.decision.decide('approve', said)
  }
  function open(which: Form) {
    props.decision.forget()
    // What was chosen beside the buttons goes with them.
    setTerms({})
    setForm(which)
  }
  const words = (which: 'respond' | 'reject') => FORM_WORDS[which](props.item, says())

  onKey('approve', () => {
    if (allows('approve') && !openForm() && hand.mayApprove()) approve()
  })
  onKey('edit', () => allows('edit') && !openForm() && open('edit'))
  onKey('reject', () => allows('reject') && !openForm() && open('reject'))
  onKey('snooze', () => isWaiting() && !openForm() && open('snooze'))
  onKey('respond', () => {
    if (!allows('respond') || openForm()) return
    const field = isQuestion() ? bar.querySelector('textarea') : undefined
    // Its form may still be on its way.
    if (field === null) setAwaited(true)
    else if (field) field.focus()
    else open('respond')
  })

  return (
    <section ref={bar} class="decision-bar" classList={{ tall: openForm() === 'edit' }} aria-label="Decision">
      <Suspense>
        <Show when={props.decision.problem()}>{(problem) => <LostRace problem={problem()} />}</Show>
      </Suspense>
      <Switch
        fallback={
          <>
            <Show when={call()}>
              {(payload) => (
                <Suspense fallback={<Waiting label="scope" rows={1} />}>
                  <ScopeTerms payload={payload()} terms={terms()} onChange={setTerms} />
                </Suspense>
              )}
            </Show>
            <Show when={spend()}>
              {(payload) => (
                <Suspense fallback={<Waiting label="amount" rows={1} />}>
                  <ExtendTerms payload={payload()} onChange={setTerms} />
                </Suspense>
              )}
            </Show>
            <Choices
              allows={allows}
              says={{ ...says(), ...(terms().says ? { approve: terms().says } : {}) }}
              approveLabel={hand.asksAgain() ? ASKS_AGAIN : (terms().label ?? usualLabel())}
              respondLabel={words('respond').open}
              isPending={isPending()}
              slides={slides()}
              onApprove={() => {
                if (slides() || (byTouch() ? hand.mayApprove() : !isSecondClick())) approve()
              }}
              onOpen={open}
            />
          </>
        }
      >
        <Match when={openForm() === 'edit'}>
          <Suspense fallback={<Waiting label="form" rows={3} />}>
            <EditForm item={props.item} decision={props.decision} onClose={() => setForm(undefined)} />
          </Suspense>
        </Match>
        <Match when={openForm() === 'snooze'}>
          <Suspense fallback={<Waiting label="times" rows={2} />}>
            <SnoozeForm
              snoozedUntil={props.item.snoozedUntil}
              isPending={isPending()}
              onSend={(until) => props.decision.decide('snooze', { payload: { until } })}
              onClose={() => setForm(undefined)}
            />
          </Suspense>
        </Match>
        <Match when={openForm() === 'reject'}>
          <Suspense fallback={<Waiting label="form" rows={2} />}>
            <WordsForm
              {...words('reject')}
              tone="danger"
              mayBeEmpty
              isPending={isPending()}
              onSend={(reason) => props.decision.decide('reject', { reason })}
              onClose={() => setForm(undefined)}
            />
          </Suspense>
        </Match>
        <Match when={openForm() === 'respond' || isQuestion()}>
          <Suspense fallback={<Waiting label="form" rows={2} />}>
            <WordsForm
              {...words('respond')}
              tone="primary"
              mayBeEmpty={comments().length > 0}
              isInline={isQuestion()}
              takesFocus={isAwaited()}
              isPending={isPending()}
              onSend={(reason) =>
                props.decision.decide('respond', {
                  reason,
                  ...(comments().length > 0 ? { payload: { comments: comments() } } : {}),
                })
              }
              onClose={() => setForm(undefined)}
            >
              <Show when={allows('reject')}>
                <RejectChoice says={says().reject} isPending={isPending()} onChoose={() => open('reject')} />
              </Show>
              <Show when={isQuestion()}>
                <SnoozeChoice isPending={isPending()} onChoose={() => open('snooze')} />
              </Show>
            </WordsForm>
          </Suspense>
        </Match>
      </Switch>
    </section>
  )
}
