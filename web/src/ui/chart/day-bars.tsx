import { For } from 'solid-js'
import { barHeights } from './bar-heights.ts'

/** One bar for each day. A picture for the eye: whoever shows it says the same in words. */
export function DayBars(props: { days: readonly { name: string; value: number; words: string }[] }) {
  const heights = () => barHeights(props.days.map(({ value }) => value))
  return (
    <div class="day-bars" aria-hidden="true">
      <svg viewBox={`0 0 ${props.days.length * 10} 100`} preserveAspectRatio="none" aria-hidden="true">
        <For each={props.days}>
          {(day, index) => (
            <g class="day-bar">
              <title>
                {day.name}: {day.words}
              </title>
              <rect class="day-bar-place" x={index() * 10} width="10" height="100" />
              <rect
                class="day-bar-fill"
                x={index() * 10 + 1}
                y={100 - heights()[index()]!}
                width="8"
                height={heights()[index()]}
              />
            </g>
          )}
        </For>
      </svg>
      <p class="day-bars-axis">
        <span>{props.days[0]?.name}</span>
        <span>{props.days.at(-1)?.name}</span>
      </p>
    </div>
  )
}
