import { now } from './now.ts'
import { exactTime, inTime } from './time.ts'

/** When something is due. */
export function InTime(props: { at: string }) {
  return (
    <time dateTime={props.at} title={exactTime(props.at)}>
      {inTime(props.at, now())}
    </time>
  )
}
