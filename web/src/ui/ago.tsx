import { now, nowBySecond } from './now.ts'
import { ago, agoBySecond, exactTime } from './time.ts'

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

/** What is watched while it lasts counts its seconds. */
export function Since(props: { at: string; suffix?: string }) {
  return (
    <time class="number" dateTime={props.at} title={exactTime(props.at)}>
      {agoBySecond(props.at, nowBySecond())}
      {props.suffix}
    </time>
  )
}
