import type { QueueView } from '@pm-bot/domain'
import { setPaused } from '../../api/queues.ts'
import { createCommand } from '../../ui/create-command.ts'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { queueTitle } from '../../ui/work-words.ts'

/** Takes effect at once and can be taken back, so it asks nothing. */
export function PauseButton(props: { queue: QueueView; small?: boolean }) {
  const isPaused = () => props.queue.paused !== null
  const change = createCommand((paused: boolean, key) => setPaused(props.queue.name, paused, key))
  return (
    <>
      <button
        type="button"
        class="button"
        classList={{ small: props.small === true, primary: isPaused() }}
        aria-label={`${isPaused() ? 'Resume' : 'Pause'} ${queueTitle(props.queue.name)}`}
        title={
          isPaused() ? 'Workers take its jobs again' : 'What is under way goes on; workers take nothing new'
        }
        disabled={change.isPending()}
        onClick={() => change.run(!isPaused())}
      >
        <Icon name={isPaused() ? 'runs' : 'pause'} />
        {isPaused() ? 'Resume' : 'Pause'}
      </button>
      <ProblemNote problem={change.problem()} />
    </>
  )
}
