import type { QuestionPayload, SpendPayload, ToolCallPayload } from '@pm-bot/domain'
import { VisibleText } from '../../ui/visible-text.tsx'

export function CallSentence(props: { payload: ToolCallPayload }) {
  return (
    <>
      <Agent payload={props.payload} /> asks to{' '}
      {props.payload.effect === 'outside' ? 'make a call that may reach outside of' : 'make this call in'} its
      private clone. You are asked because <VisibleText text={props.payload.why} />.
    </>
  )
}

export function QuestionSentence(props: { payload: QuestionPayload }) {
  return (
    <>
      <Agent payload={props.payload} /> asks you a question, and waits for your answer.
    </>
  )
}

export function SpendSentence(props: { payload: SpendPayload }) {
  return (
    <>
      <Agent payload={props.payload} /> has come to a limit of its budget and asks to spend more. It waits and
      spends nothing meanwhile.
    </>
  )
}

/** Who asks, for which goal, and where. */
function Agent(props: { payload: { goal: string; repo: { name: string } } }) {
  return (
    <>
      The agent of the run “<VisibleText text={props.payload.goal} keepsLines />” on{' '}
      <strong>
        <VisibleText text={props.payload.repo.name} />
      </strong>
    </>
  )
}
