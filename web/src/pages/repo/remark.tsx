import { Show } from 'solid-js'
import { Ago } from '../../ui/ago.tsx'
import { Icon } from '../../ui/icon.tsx'
import { WrittenText } from '../../ui/markdown/written-text.tsx'
import { OutwardLink } from '../../ui/outward-link.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { TrustMark } from './trust-mark.tsx'

/** What somebody wrote. */
export function Remark(props: {
  author: string | null
  association: string
  at: string
  body: string
  url?: string
  path?: string | null
  line?: number | null
}) {
  return (
    <li class="card remark">
      <header>
        <Icon name={props.path ? 'diff' : 'comment'} />
        <strong>
          <VisibleText text={props.author ?? 'ghost'} />
        </strong>
        <TrustMark association={props.association} />
        <span class="quiet">
          <Ago at={props.at} suffix=" ago" />
        </span>
        <Show when={props.url}>
          {(url) => (
            <OutwardLink href={url()} class="icon-button">
              <span class="sr-only">On GitHub</span>
            </OutwardLink>
          )}
        </Show>
      </header>
      <Show when={props.path}>
        {(path) => (
          <p class="path quiet">
            <VisibleText text={props.line ? `${path()}:${props.line}` : path()} />
          </p>
        )}
      </Show>
      <Show when={props.body.trim()} fallback={<p class="quiet">Nothing was written.</p>}>
        <WrittenText text={props.body} />
      </Show>
    </li>
  )
}
