import { workerHeardAt } from '../live/heartbeats.ts'
import { nowBySecond } from './now.ts'
import { agoBySecond } from './time.ts'

/** How long ago a worker was heard last: as the server tells it all the time, before that as it was read. */
export function Heard(props: { workerId: string; at: string }) {
  const at = () => {
    const told = workerHeardAt(props.workerId)
    return told === undefined ? props.at : new Date(told).toISOString()
  }
  return <span class="number">{agoBySecond(at(), nowBySecond())} ago</span>
}
