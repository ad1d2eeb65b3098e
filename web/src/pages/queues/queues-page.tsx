import { useNavigate, useSearchParams } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import { createQueues } from '../../api/queues.ts'
import { createWorkers } from '../../api/workers.ts'
import { createListKeys } from '../../ui/create-list-keys.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { createTitle } from '../../ui/title.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { WorkNav } from '../../ui/work-nav.tsx'
import { isQueueName } from '../../ui/work-words.ts'
import { MailboxSummary } from './mailbox-summary.tsx'
import { QueueCharts } from './queue-charts.tsx'
import { QueueChoice } from './queue-choice.tsx'
import { QueueTable } from './queue-table.tsx'

export default function QueuesPage() {
  createTitle(() => 'Queues')
  const queues = createQueues()
  const workers = createWorkers()
  const navigate = useNavigate()
  const [search, setSearch] = useSearchParams<{ queue?: string }>()
  const [selected, setSelected] = createSignal<string>()
  const charted = () => (isQueueName(search.queue ?? '') ? (search.queue as 'runs') : 'runs')

  createListKeys({
    rows: () => (queues.data() ?? []).map((queue) => queue.name),
    selected,
    select: setSelected,
    open: (name) => navigate(`/queues/${name}`),
  })

  return (
    <div class="page wide">
      <header class="page-head">
        <h1>Queues</h1>
        <WorkNav />
      </header>
      <MailboxSummary />
      <ProblemNote problem={queues.error()} onRetry={queues.again} />
      <Show
        when={queues.data()}
        fallback={
          <Show when={queues.isWaiting()}>
            <Waiting label="queues" rows={5} />
          </Show>
        }
      >
        {(known) => <QueueTable queues={known()} workers={workers.data()} selected={selected()} />}
      </Show>
      <QueueCharts
        queue={charted()}
        choice={
          <QueueChoice queue={charted()} onChoose={(queue) => setSearch({ queue }, { replace: true })} />
        }
      />
    </div>
  )
}
