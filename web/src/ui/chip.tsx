import type { JSX } from 'solid-js'
import { Icon, type IconName } from './icon.tsx'

export function Chip(props: { icon: IconName; tone: string; turning?: boolean; children: JSX.Element }) {
  return (
    <span class={`chip ${props.tone}`}>
      <Icon name={props.icon} class={props.turning ? 'turning' : ''} />
      {props.children}
    </span>
  )
}
