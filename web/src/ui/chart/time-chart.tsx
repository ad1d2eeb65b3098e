import { createEffect, createMemo, createSignal, For, onCleanup, onMount } from 'solid-js'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { type ChartData, withGaps } from './chart-line.ts'
import type { ChartScale } from './chart-scale.ts'

const HEIGHT = 180
const dark = matchMedia('(prefers-color-scheme: dark)')

/** Lines over time. A picture for the eye: whoever shows it says the same in words. */
export default function TimeChart(props: {
  data: ChartData
  /** In seconds. */
  from: number
  to: number
  format: (value: number) => string
  scale: ChartScale
}) {
  let place!: HTMLDivElement
  let chart: uPlot | undefined
  const data = createMemo(() => withGaps(props.data))
  const [pointed, setPointed] = createSignal<number>()

  function draw() {
    chart?.destroy()
    chart = new uPlot(
      optionsOf(data(), {
        width: place.clientWidth,
        range: () => [props.from, props.to],
        scale: props.scale,
        onPoint: setPointed,
      }),
      columnsOf(data()),
      place,
    )
  }

  onMount(() => {
    draw()
    const observer = new ResizeObserver(() => chart?.setSize({ width: place.clientWidth, height: HEIGHT }))
    observer.observe(place)
    // A canvas keeps the colours that it was drawn with.
    dark.addEventListener('change', draw)
    onCleanup(() => {
      observer.disconnect()
      dark.removeEventListener('change', draw)
      chart?.destroy()
    })
  })
  createEffect(() => {
    const columns = columnsOf(data())
    void props.to
    chart?.setData(columns)
  })

  const shown = (values: readonly (number | null)[]) => {
    const value = values[pointed() ?? values.length - 1] ?? null
    return value === null ? '–' : props.format(value)
  }
  return (
    <>
      <div ref={place} class="time-chart" aria-hidden="true" />
      <ul class="chart-legend" aria-hidden="true">
        <For each={data().lines}>
          {(line) => (
            <li>
              <svg class={`chart-key ${line.color}`} viewBox="0 0 18 4" aria-hidden="true">
                <path d="M0 2h18" stroke-dasharray={line.dash?.join(' ')} />
              </svg>
              {line.label} <strong class="number">{shown(line.values)}</strong>
            </li>
          )}
        </For>
      </ul>
    </>
  )
}

const columnsOf = ({ times, lines }: ChartData): uPlot.AlignedData => [
  [...times],
  ...lines.map((line) => [...line.values]),
]

const token = (name: string) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()

function optionsOf(
  { lines }: ChartData,
  {
    width,
    range,
    scale,
    onPoint,
  }: {
    width: number
    range: () => [number, number]
    scale: ChartScale
    onPoint: (index: number | undefined) => void
  },
): uPlot.Options {
  const font = `11px ${token('font')}`
  const axis = {
    stroke: token('ink-3'),
    font,
    grid: { stroke: token('line'), width: 1 },
    ticks: { show: false },
  }
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, y: false },
    hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? undefined)] },
    scales: {
      x: { range },
      // A queue of one is no wall: the lowest top is four.
      y: { range: (_, __, max) => [0, Math.max(4, max * 1.1)] },
    },
    axes: [
      { ...axis, size: 28, values: (_, splits) => splits.map((at) => clock.format(at * 1000)), space: 70 },
      {
        ...axis,
        size: 52,
        space: 32,
        incrs: [...scale.steps],
        values: (_, splits) => splits.map(scale.tick),
      },
    ],
    series: [
      {},
      ...lines.map(({ label, color, dash }, index) => ({
        label,
        stroke: token(color),
        width: 1.75,
        points: { show: false },
        ...(dash ? { dash: [...dash] } : {}),
        ...(index === 0 ? { fill: `color-mix(in srgb, ${token(color)} 12%, transparent)` } : {}),
      })),
    ],
  }
}

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })
