import type { QueueName } from '@pm-bot/domain'
import { createIntent } from '../../api/intent.ts'
import { redrive } from '../../api/queues.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { announce } from '../../ui/toast.tsx'
import { createJobCount } from './create-job-count.ts'
import { JobCount } from './job-count.tsx'
import { resultInWords } from './job-words.ts'

/** Puts every failed job back to work, after saying how many that are. */
export function RedriveDialog(props: { queue: QueueName; onClose: () => void }) {
  const intent = createIntent()
  const counted = createJobCount(props.queue, () => ({ state: 'failed' }))

  async function confirm() {
    const { retried, refused, remaining } = await redrive(props.queue, {}, intent.keyFor(props.queue))
    announce({ text: resultInWords('Put back to work', retried, refused, remaining) })
  }

  return (
    <ConfirmDialog
      title="Retry all failed jobs?"
      action={counted.count() ? `Retry ${counted.count()}` : 'Retry'}
      keep="Not now"
      isHarmless
      disabled={!counted.count()}
      onConfirm={confirm}
      onClose={props.onClose}
    >
      <JobCount count={counted.count()} what="have failed" />
      <ProblemNote problem={counted.problem()} />
      <p>
        Their runs go on where they failed. A run that was repeated meanwhile, or has no use for the job any
        more, refuses; nothing happens to it.
      </p>
    </ConfirmDialog>
  )
}
