import type { QueueName, QueueView } from '@pm-bot/domain'
import { useNavigate, useParams, useSearchParams } from '@solidjs/router'
import { Show } from 'solid-js'
import { createQueues } from '../../api/queues.ts'
import { createWorkers } from '../../api/workers.ts'
import { Icon } from '../../ui/icon.tsx'
import { onKey } from '../../ui/keyboard/on-key.ts'
import { createTitle } from '../../ui/title.ts'
import { isQueueName, QUEUE_WORDS } from '../../ui/work-words.ts'
import NotFoundPage from '../not-found-page.tsx'
import { JobList } from './job-list.tsx'
import { JobTabs } from './job-tabs.tsx'
import { JOB_TABS, type JobTab } from './job-words.ts'
import { ManyJobs } from './many-jobs.tsx'
import { PauseButton } from './pause-button.tsx'
import { QueueCharts } from './queue-charts.tsx'
import { QueueStandingChip } from './queue-standing-chip.tsx'

export default function QueuePage() {
  const params = useParams<{ queue: string }>()
  return (
    <Show when={isQueueName(params.queue) && params.queue} keyed fallback={<NotFoundPage />}>
      {(name) => <Queue name={name} />}
    </Show>
  )
}

function Queue(props: { name: QueueName }) {
  const [search, setSearch] = useSearchParams<{ state?: string }>()
  const navigate = useNavigate()
  const queues = createQueues()
  const workers = createWorkers()
  const queue = () => queues.data()?.find(({ name }) => name === props.name)
  const tab = (): JobTab => JOB_TABS.find((known) => known === search.state) ?? 'all'
  const state = () => {
    const shown = tab()
    return shown === 'all' ? undefined : shown
  }
  createTitle(() => `${QUEUE_WORDS[props.name].title} queue`)
  onKey('back', () => navigate('/queues'))

  return (
    <div class="page wide">
      <header class="run-head">
        <a class="crumb" href="/queues">
          <Icon name="back" /> Queues
        </a>
        <div class="run-title">
          <h1>{QUEUE_WORDS[props.name].title} queue</h1>
          <Show when={queue()}>
            {(known) => (
              <div class="run-actions">
                <PauseButton queue={known()} />
              </div>
            )}
          </Show>
        </div>
        <Show when={queue()}>
          {(known) => (
            <p class="run-status">
              <QueueStandingChip queue={known()} workers={workers.data()} />
              <Show when={known().paused}>
                <span>What is under way goes on; workers take nothing new.</span>
              </Show>
            </p>
          )}
        </Show>
      </header>
      <QueueCharts queue={props.name} />
      <section class="stack" aria-labelledby="jobs-title">
        <header class="jobs-head">
          <h2 id="jobs-title" class="sr-only">
            Jobs
          </h2>
          <JobTabs
            current={tab()}
            counts={countsOf(queue())}
            onOpen={(next) => setSearch({ state: next === 'all' ? null : next }, { replace: true })}
          />
          <ManyJobs queue={props.name} state={state()} />
        </header>
        <Show when={tab()} keyed>
          {(shown) => <JobList queue={props.name} state={shown === 'all' ? undefined : shown} />}
        </Show>
      </section>
    </div>
  )
}

const countsOf = (queue: QueueView | undefined): Partial<Record<JobTab, number>> =>
  queue ? { waiting: queue.waiting, delayed: queue.delayed, active: queue.active, failed: queue.failed } : {}
