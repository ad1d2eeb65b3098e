import { now } from './now.ts'
import { ago, exactTime } from './time.ts'

export function Ago(props: { at: string; suffix?: string }) {
  const text = () => {
    const passed = ago(props.at, now())
    return passed === 'now' ? 'just now' : passed + (props.suffix ?? '')
  }
  return (
    <time dateTime={props.at} title={exactTime(props.at)}>
      {text()}
    </time>
  )
}
