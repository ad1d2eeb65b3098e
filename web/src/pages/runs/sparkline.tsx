import { createMemo, For } from 'solid-js'
import { plural } from '../../ui/time.ts'
import { MINUTES, perMinute } from './per-minute.ts'

const STEP = 2
const HEIGHT = 16

/** How busy the run was in each minute of the last half hour, now on the right. */
export function Sparkline(props: { ages: readonly number[] }) {
  const bars = createMemo(() => perMinute(props.ages))
  const most = () => Math.max(...bars(), 1)
  return (
    <svg
      class="sparkline"
      viewBox={`0 0 ${MINUTES * STEP} ${HEIGHT}`}
      width={MINUTES * STEP}
      height={HEIGHT}
      role="img"
      aria-label={`${plural(props.ages.length, 'event')} in the last half hour`}
    >
      <For each={bars()}>
        {(count, minute) => {
          const height = () => (count === 0 ? 1 : Math.max(2, (count / most()) * HEIGHT))
          return (
            <rect
              classList={{ idle: count === 0 }}
              x={minute() * STEP}
              y={HEIGHT - height()}
              width={STEP - 0.5}
              height={height()}
            />
          )
        }}
      </For>
    </svg>
  )
}
