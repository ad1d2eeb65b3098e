import type { RunWorkView } from '@pm-bot/domain'
import { changeJob } from '../../api/queues.ts'
import { createCommand } from '../../ui/create-command.ts'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { announce } from '../../ui/toast.tsx'

/** Lets a run go on whose job was given up: the same run, where it failed. */
export function PutBackButton(props: { job: NonNullable<RunWorkView['job']> }) {
  const retry = createCommand(async ({ id, queue }: { id: string; queue: string }, key) => {
    await changeJob({ id, queue }, 'retry', key)
    announce({ text: 'Put back to work; the run goes on.' })
  })
  return (
    <>
      <ProblemNote problem={retry.problem()} />
      <button
        type="button"
        class="button primary"
        disabled={retry.isPending()}
        onClick={() => retry.run({ id: props.job.id, queue: props.job.queue })}
      >
        <Icon name="retry" /> Put back to work
      </button>
    </>
  )
}
