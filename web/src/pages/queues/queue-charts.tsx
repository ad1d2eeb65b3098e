import type { QueueName } from '@pm-bot/domain'
import { useSearchParams } from '@solidjs/router'
import { For, type JSX, Show } from 'solid-js'
import { createQueueHistory } from '../../api/queues.ts'
import { COUNTS, SECONDS } from '../../ui/chart/chart-scale.ts'
import { now } from '../../ui/now.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { duration } from '../../ui/time.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { ChartFigure } from './chart-figure.tsx'
import { depthInWords, depthOf, waitInWords, waitOf } from './queue-series.ts'

const SPANS = [
  { span: 'hour', text: 'Last hour', minutes: 60 },
  { span: 'day', text: 'Last day', minutes: 1440 },
] as const

/** Depth and wait of one queue, as they were lately. */
export function QueueCharts(props: { queue: QueueName; choice?: JSX.Element }) {
  const [search, setSearch] = useSearchParams<{ span?: string }>()
  const chosen = () => SPANS.find(({ span }) => span === search.span) ?? SPANS[0]
  const history = createQueueHistory(
    () => props.queue,
    () => chosen().minutes,
  )
  // The clock ticks every 20 s; what was measured since is shown as well.
  const to = () => Math.max(now(), Date.parse(history.data()?.at(-1)?.at ?? '') || 0) / 1000
  const from = () => to() - chosen().minutes * 60

  return (
    <section class="charts" aria-labelledby="charts-title">
      <header>
        <h2 id="charts-title">Depth and wait</h2>
        {props.choice}
        <fieldset class="segments" aria-label="Span of the charts">
          <For each={SPANS}>
            {({ span, text }) => (
              <button
                type="button"
                aria-pressed={chosen().span === span}
                onClick={() => setSearch({ span: span === 'hour' ? null : span }, { replace: true })}
              >
                {text}
              </button>
            )}
          </For>
        </fieldset>
      </header>
      <ProblemNote problem={history.error()} onRetry={history.again} />
      <Show
        when={history.data()}
        fallback={
          <Show when={history.isWaiting()}>
            <Waiting label="charts" rows={3} />
          </Show>
        }
      >
        {(samples) => (
          <div class="chart-pair">
            <ChartFigure
              title="Jobs in the queue"
              words={depthInWords(samples())}
              data={depthOf(samples())}
              from={from()}
              to={to()}
              format={(value) => String(Math.round(value))}
              scale={COUNTS}
            />
            <ChartFigure
              title="How long they wait"
              words={waitInWords(samples())}
              data={waitOf(samples())}
              from={from()}
              to={to()}
              format={(value) => duration(value * 1000)}
              scale={SECONDS}
            />
          </div>
        )}
      </Show>
    </section>
  )
}
