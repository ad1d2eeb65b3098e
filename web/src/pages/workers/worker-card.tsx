import type { WorkerView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { drainWorker } from '../../api/workers.ts'
import { Since } from '../../ui/ago.tsx'
import { Chip } from '../../ui/chip.tsx'
import { createCommand } from '../../ui/create-command.ts'
import { Heard } from '../../ui/heard.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Rows } from '../../ui/rows.tsx'
import { RunLink } from '../../ui/run-link.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { queueTitle, verbInWords } from '../../ui/work-words.ts'
import { takesInWords, WORKER_WORDS } from './worker-words.ts'

export function WorkerCard(props: { worker: WorkerView; isSelected: boolean }) {
  const look = () => WORKER_WORDS[props.worker.state]
  const name = () => `${props.worker.host}/${props.worker.pid}`
  const isDraining = () => props.worker.drainRequestedAt !== null
  const drain = createCommand((wish: boolean, key) => drainWorker(props.worker.id, wish, key))

  return (
    <li
      class="worker"
      aria-current={props.isSelected ? 'true' : undefined}
      aria-label={`Worker ${name()}`}
      data-row={props.worker.id}
    >
      <div class="job-row">
        <Chip icon={look().icon} tone={look().tone}>
          {look().word}
        </Chip>
        <div class="job-text">
          <p class="row-title">
            <VisibleText text={name()} />
          </p>
          <p class="row-under">
            <span>takes {takesInWords(props.worker)}</span>
            <span>
              heard <Heard workerId={props.worker.id} at={props.worker.heartbeatAt} />
            </span>
            <span>
              up for <Since at={props.worker.startedAt} />
            </span>
            <span>v{props.worker.version}</span>
          </p>
          <Show when={look().means}>{(means) => <p class="quiet">{means()}</p>}</Show>
        </div>
        <div class="buttons">
          <button
            type="button"
            class="button small"
            classList={{ primary: isDraining() }}
            aria-label={isDraining() ? `Let ${name()} take up work again` : `Drain ${name()}`}
            disabled={drain.isPending()}
            onClick={() => drain.run(!isDraining())}
          >
            <Icon name={isDraining() ? 'runs' : 'pause'} />
            {isDraining() ? 'Take up work again' : 'Drain'}
          </button>
        </div>
      </div>
      <ProblemNote problem={drain.problem()} />
      <UnderWay jobs={props.worker.jobs} isSilent={props.worker.state === 'silent'} />
    </li>
  )
}

function UnderWay(props: { jobs: WorkerView['jobs']; isSilent: boolean }) {
  return (
    <Show when={props.jobs.length > 0} fallback={<p class="under-way quiet">Nothing under way.</p>}>
      <ul class="under-way" aria-label="Under way">
        <Rows each={props.jobs} key={(job) => job.id}>
          {(job) => (
            <li>
              <Icon name="working" class={props.isSilent ? '' : 'turning'} />
              <span class="under-way-text">
                {verbInWords(job().verb)}:{' '}
                <Show
                  when={job().owner.kind === 'run'}
                  fallback={<VisibleText text={`${job().owner.kind}/${job().owner.key}`} />}
                >
                  <RunLink runId={job().owner.key} />
                </Show>
              </span>
              <span class="quiet">
                <a href={`/queues/${job().queue}?state=active`}>{queueTitle(job().queue)}</a>
                {job().attempt > 1 ? `, attempt ${job().attempt}` : ''}, for <Since at={job().since} />
              </span>
            </li>
          )}
        </Rows>
      </ul>
    </Show>
  )
}
