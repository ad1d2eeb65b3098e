import { NOTIFIER_KINDS, type NotifierKind } from '@pm-bot/domain'
import { For } from 'solid-js'
import { Icon } from '../../../ui/icon.tsx'
import { KIND_LOOK } from './notifier-words.ts'

/** One of the kinds; what cannot be had here says why, and is not offered. */
export function KindChoice(props: {
  value: NotifierKind
  whyNoPush: string | undefined
  onChoose: (kind: NotifierKind) => void
}) {
  const whyNot = (kind: NotifierKind) => (kind === 'web_push' ? props.whyNoPush : undefined)
  return (
    <fieldset class="field">
      <legend class="label">How</legend>
      <div class="choice-cards">
        <For each={NOTIFIER_KINDS}>
          {(kind) => (
            <label class="choice-card" aria-disabled={whyNot(kind) !== undefined}>
              <input
                type="radio"
                name="notifier-kind"
                checked={props.value === kind}
                disabled={whyNot(kind) !== undefined}
                onChange={() => props.onChoose(kind)}
              />
              <Icon name={KIND_LOOK[kind].icon} />
              <span>
                <strong>{KIND_LOOK[kind].name}</strong>
                <span class="quiet">{whyNot(kind) ?? KIND_LOOK[kind].means}</span>
              </span>
            </label>
          )}
        </For>
      </div>
    </fieldset>
  )
}
