import type { NotifierView } from '@pm-bot/domain'
import { For, Show } from 'solid-js'
import { changeNotifier, testNotifier } from '../../../api/notifiers.ts'
import { Chip } from '../../../ui/chip.tsx'
import { createCommand } from '../../../ui/create-command.ts'
import { Icon } from '../../../ui/icon.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { VisibleText } from '../../../ui/visible-text.tsx'
import { LastDelivery } from './last-delivery.tsx'
import { choicesInWords, KIND_LOOK, targetInWords } from './notifier-words.ts'

/** One notifier: where it speaks to, of what, and how that went. */
export function NotifierRow(props: {
  notifier: NotifierView
  isSelected: boolean
  onChange: () => void
  onRemove: () => void
}) {
  const notifier = () => props.notifier
  const test = createCommand(testNotifier)
  const turn = createCommand((isOn: boolean) => changeNotifier(notifier(), { isOn }))
  const isTesting = () => notifier().test?.status === 'sending'
  return (
    <li
      class="row notifier-row"
      data-row={notifier().id}
      aria-current={props.isSelected ? 'true' : undefined}
    >
      <span class="notifier-icon">
        <Icon name={KIND_LOOK[notifier().target.kind].icon} />
      </span>
      <div class="notifier-text">
        <h3 class="row-title">
          <VisibleText text={notifier().name} />{' '}
          <Show when={!notifier().isOn}>
            <Chip icon="pause" tone="grey">
              Off
            </Chip>
          </Show>
        </h3>
        <p class="row-under wrapping">
          <span>
            <VisibleText text={targetInWords(notifier())} />
          </span>
        </p>
        <p class="row-under wrapping">
          <For each={choicesInWords(notifier())}>{(words) => <span>{words}</span>}</For>
        </p>
        <LastDelivery notifier={notifier()} />
      </div>
      <div class="buttons">
        <button
          type="button"
          class="button"
          disabled={test.isPending() || isTesting()}
          aria-label={`${isTesting() ? 'Sending…' : 'Send a test'} to ${notifier().name}`}
          onClick={() => test.run(notifier().id)}
        >
          {isTesting() ? 'Sending…' : 'Send a test'}
        </button>
        <button
          type="button"
          class="button"
          disabled={turn.isPending()}
          aria-label={`Turn ${notifier().isOn ? 'off' : 'on'} ${notifier().name}`}
          onClick={() => turn.run(!notifier().isOn)}
        >
          Turn {notifier().isOn ? 'off' : 'on'}
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={`Change ${notifier().name}`}
          onClick={() => props.onChange()}
        >
          <Icon name="edit" />
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={`Remove ${notifier().name}`}
          onClick={() => props.onRemove()}
        >
          <Icon name="close" />
        </button>
      </div>
      <ProblemNote problem={test.problem() ?? turn.problem()} />
    </li>
  )
}
