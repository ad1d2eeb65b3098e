import type { QueueName } from '@pm-bot/domain'
import { createMemo, createSignal, For } from 'solid-js'
import { createIntent } from '../../api/intent.ts'
import { purge } from '../../api/queues.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { announce } from '../../ui/toast.tsx'
import { createJobCount } from './create-job-count.ts'
import { JobCount } from './job-count.tsx'
import { AGES, PURGE_WORDS, type PurgeableState, resultInWords } from './job-words.ts'

/** Says how many would go before anything does, and purges exactly what it counted. */
export function PurgeDialog(props: { queue: QueueName; state: PurgeableState; onClose: () => void }) {
  const [age, setAge] = createSignal(0)
  const openedAt = Date.now()
  const intent = createIntent()
  const body = createMemo(() => ({
    state: props.state,
    // What joins this state while the question stands is not what was asked about.
    olderThan: new Date(openedAt - age()).toISOString(),
  }))
  const counted = createJobCount(props.queue, body)

  async function confirm() {
    const { purged, refused, remaining } = await purge(props.queue, body(), intent.keyFor(body()))
    announce({ text: resultInWords('Purged', purged, refused, remaining) })
  }

  return (
    <ConfirmDialog
      title={`Purge ${PURGE_WORDS[props.state].what}?`}
      action={counted.count() ? `Purge ${counted.count()}` : 'Purge'}
      keep="Keep them"
      disabled={!counted.count()}
      onConfirm={confirm}
      onClose={props.onClose}
    >
      <label class="field">
        <span class="label">Which</span>
        <select onChange={(event) => setAge(Number(event.currentTarget.value))}>
          <For each={AGES}>{({ text, ms }) => <option value={ms}>{text}</option>}</For>
        </select>
      </label>
      <JobCount count={counted.count()} what="would go" />
      <ProblemNote problem={counted.problem()} />
      <p>{PURGE_WORDS[props.state].follows}</p>
    </ConfirmDialog>
  )
}
