import type { RunView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { createRunTransitions } from '../../api/run-events.ts'
import { Ago } from '../../ui/ago.tsx'
import { Fact } from '../../ui/fact.tsx'
import { nowBySecond } from '../../ui/now.ts'
import { duration } from '../../ui/time.ts'
import { isOver } from './run-zones.ts'

/** When a run was proposed and started, and how long that is or was. */
export function RunTimes(props: { run: RunView }) {
  const transitions = createRunTransitions(() => props.run.id)
  const startedAt = () => transitions.data()?.find(({ to }) => to === 'running')?.at
  const endedAt = () => (isOver(props.run.status) ? transitions.data()?.at(-1)?.at : undefined)
  const lasted = () => {
    const from = Date.parse(startedAt() ?? props.run.createdAt)
    const to = endedAt()
    return duration(Math.max(0, (to ? Date.parse(to) : nowBySecond()) - from))
  }
  return (
    <>
      <Fact name="Proposed">
        <Ago at={props.run.createdAt} suffix=" ago" />
      </Fact>
      <Show when={startedAt()}>
        {(at) => (
          <>
            <Fact name="Started">
              <Ago at={at()} suffix=" ago" />
            </Fact>
            <Fact name={endedAt() ? 'Took' : 'So far'}>{lasted()}</Fact>
          </>
        )}
      </Show>
    </>
  )
}
