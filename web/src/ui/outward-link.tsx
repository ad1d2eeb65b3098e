import type { JSX } from 'solid-js'
import { Icon } from './icon.tsx'

/** Leads away from pm-bot, in a window of its own that knows nothing of this one. */
export function OutwardLink(props: { href: string; class?: string; children: JSX.Element }) {
  return (
    <a
      class={`outward ${props.class ?? ''}`}
      href={webUrl(props.href)}
      target="_blank"
      rel="noopener noreferrer"
    >
      {props.children} <Icon name="outward" />
    </a>
  )
}

/** An address that came from elsewhere must not be a script. */
const webUrl = (url: string): string | undefined => (/^https?:\/\//i.test(url) ? url : undefined)
