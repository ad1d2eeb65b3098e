import type { SearchHit } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { hitHref } from '../../api/search.ts'
import { Ago } from '../../ui/ago.tsx'
import { Icon } from '../../ui/icon.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { TrustMark } from '../repo/trust-mark.tsx'
import { hitLook, stateOf } from './hit-look.ts'
import { MarkedText } from './marked-text.tsx'

/** One thing that was found: what it is, where it has the words, and whose words they are. */
export function HitRow(props: { hit: SearchHit; isSelected: boolean }) {
  const look = () => hitLook(props.hit)
  return (
    <li data-row={props.hit.id}>
      <a class="row hit-row" href={hitHref(props.hit)} aria-current={props.isSelected ? 'true' : undefined}>
        <span class="hit-kind" title={look().word}>
          <Icon name={look().icon} />
          <span class="sr-only">{look().word}</span>
        </span>
        <span class="hit-text">
          <span class="hit-head">
            <span class="row-title">
              <MarkedText
                text={props.hit.title || `#${props.hit.number}`}
                marks={props.hit.title === '' ? [] : props.hit.titleMarks}
              />
            </span>
            <Show when={stateOf(props.hit)}>
              {(state) => <span class={`hit-state ${state().tone}`}>{state().word}</span>}
            </Show>
          </span>
          <Show when={props.hit.excerpt}>
            <span class="hit-excerpt">
              <MarkedText text={props.hit.excerpt} marks={props.hit.marks} />
            </span>
          </Show>
          <span class="row-under">
            <span>
              <VisibleText text={props.hit.repoName} />
            </span>
            <Show when={props.hit.number !== null}>
              <span class="number">#{props.hit.number}</span>
            </Show>
            <Show when={props.hit.association}>
              {(association) => (
                <>
                  <span>
                    <VisibleText text={props.hit.author ?? 'ghost'} />
                  </span>
                  <TrustMark association={association()} />
                </>
              )}
            </Show>
            <span>
              {props.hit.kind === 'run' ? 'proposed' : 'changed'}{' '}
              <Ago at={props.hit.updatedAt} suffix=" ago" />
            </span>
          </span>
        </span>
      </a>
    </li>
  )
}
