import type { GitHubObjectView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { objectHref } from '../../api/github-objects.ts'
import { Ago } from '../../ui/ago.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Labels } from '../../ui/labels.tsx'
import { OutwardLink } from '../../ui/outward-link.tsx'
import { plural } from '../../ui/time.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import { objectLook } from './object-look.ts'
import { TrustMark } from './trust-mark.tsx'

export function ObjectRow(props: { object: GitHubObjectView; isSelected: boolean }) {
  const look = () => objectLook(props.object)
  return (
    <li class="object-row" aria-current={props.isSelected ? 'true' : undefined} data-row={props.object.id}>
      <a class="object-open" href={objectHref(props.object)}>
        <Chip icon={look().icon} tone={look().tone}>
          {look().word}
        </Chip>
        <span class="object-text">
          <span class="row-title">
            <VisibleText text={props.object.title} />
          </span>
          <span class="row-under">
            <span class="number">#{props.object.number}</span>
            <span>
              <VisibleText text={props.object.author ?? 'ghost'} />
            </span>
            <TrustMark association={props.object.association} />
            <span>
              changed <Ago at={props.object.updatedAt} suffix=" ago" />
            </span>
            <Show when={props.object.comments > 0}>
              <span>{plural(props.object.comments, 'comment')}</span>
            </Show>
            <Show when={props.object.runId}>
              <span class="object-run">by a run</span>
            </Show>
            <Labels labels={props.object.labels} />
          </span>
        </span>
      </a>
      <OutwardLink href={props.object.url} class="icon-button">
        <span class="sr-only">#{props.object.number} on GitHub</span>
      </OutwardLink>
    </li>
  )
}
