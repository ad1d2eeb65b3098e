import { For, lazy, Show, Suspense } from 'solid-js'
import { type ChartData, tableOf } from '../../ui/chart/chart-line.ts'
import type { ChartScale } from '../../ui/chart/chart-scale.ts'
import { clock } from '../../ui/time.ts'

/** A library draws the lines; it comes only with the first chart. */
const TimeChart = lazy(() => import('../../ui/chart/time-chart.tsx'))

/** A chart, what it shows in words, and the same as a table. */
export function ChartFigure(props: {
  title: string
  words: string
  data: ChartData
  from: number
  to: number
  format: (value: number) => string
  scale: ChartScale
}) {
  return (
    <figure class="card chart">
      <figcaption>
        <h3>{props.title}</h3>
        <p class="quiet">{props.words}</p>
      </figcaption>
      <Show when={props.data.times.length > 0} fallback={<ChartIsEmpty />}>
        <Suspense fallback={<div class="time-chart" />}>
          <TimeChart
            data={props.data}
            from={props.from}
            to={props.to}
            format={props.format}
            scale={props.scale}
          />
        </Suspense>
        <details class="raw">
          <summary>As a table</summary>
          <table class="small-table">
            <caption class="sr-only">{props.title}: the highest of each stretch</caption>
            <thead>
              <tr>
                <th scope="col">Until</th>
                <For each={props.data.lines}>{(line) => <th scope="col">{line.label}</th>}</For>
              </tr>
            </thead>
            <tbody>
              <For each={tableOf(props.data)}>
                {(row) => (
                  <tr>
                    <th scope="row">{clock(new Date(row.time * 1000).toISOString())}</th>
                    <For each={row.values}>
                      {(value) => <td>{value === null ? '–' : props.format(value)}</td>}
                    </For>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </details>
      </Show>
    </figure>
  )
}

function ChartIsEmpty() {
  return <p class="chart-empty quiet">The scheduler measures every ten seconds; the line begins here.</p>
}
