import { commentsIn, type InboxItemView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { Ago } from '../../ui/ago.tsx'
import { Icon } from '../../ui/icon.tsx'
import { RawJson } from '../../ui/raw-json.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { PAST, whoDecided } from './decision-words.ts'
import { SaidOnLines } from './said-on-lines.tsx'
import { scopeInWords } from './scope/scope-words.ts'

/** Who decided it, when, how and why; and what was allowed in place of what is shown. */
export default function DecidedNote(props: { item: InboxItemView }) {
  return (
    <Show
      when={props.item.decision}
      fallback={
        <div class="note grey">
          <Icon name="info" />
          <p>
            {props.item.status === 'superseded'
              ? 'A newer item took the place of this one. There is nothing to decide here.'
              : 'There is nothing to decide here any more.'}
          </p>
        </div>
      }
    >
      {(decision) => (
        <div class={`note ${decision().action === 'reject' ? 'red' : 'green'}`}>
          <Icon name={decision().action === 'reject' ? 'refused' : 'done'} />
          <div>
            <p>
              <strong>
                <VisibleText text={whoDecided(decision().by)} />
              </strong>{' '}
              {PAST[decision().action]} this <Ago at={decision().at} suffix=" ago" />
              <Show when={decision().reason}>
                {(reason) => (
                  <>
                    : “<VisibleText text={reason()} keepsLines />”
                  </>
                )}
              </Show>
            </p>
            <Show when={decision().scope}>{(scope) => <p>{scopeInWords(scope())}</p>}</Show>
            <Show
              when={commentsIn(decision()).length > 0}
              fallback={
                <Show when={decision().payload !== undefined}>
                  <RawJson value={decision().payload} summary="What was approved (JSON)" open />
                </Show>
              }
            >
              <SaidOnLines comments={commentsIn(decision())} />
            </Show>
          </div>
        </div>
      )}
    </Show>
  )
}
