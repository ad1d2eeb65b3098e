import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount } from 'solid-js'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { isDark } from '../theme.ts'
import { type ChartData, withGaps } from './chart-line.ts'
import type { ChartScale } from './chart-scale.ts'

const HEIGHT = 180

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
      optionsOf(place, data(), {
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
    onCleanup(() => {
      observer.disconnect()
      chart?.destroy()
    })
  })
  // A canvas keeps the colours that it was drawn with.
  createEffect(on(isDark, draw, { defer: true }))
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

const FONT = '11px system-ui, sans-serif'

/** A colour of the theme as the canvas can read it: a token may name one for each theme. */
function inkOf(place: HTMLElement, name: string): string {
  place.style.color = `var(--${name})`
  return getComputedStyle(place).color
}

function optionsOf(
  place: HTMLElement,
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
  const ink = (name: string) => inkOf(place, name)
  const axis = {
    stroke: ink('ink-3'),
    font: FONT,
    grid: { stroke: ink('line'), width: 1 },
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
        stroke: ink(color),
        width: 1.75,
        points: { show: false },
        ...(dash ? { dash: [...dash] } : {}),
        ...(index === 0 ? { fill: `color-mix(in srgb, ${ink(color)} 12%, transparent)` } : {}),
      })),
    ],
  }
}

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })
