import type { CatchUp, ScheduleView } from '@pm-bot/domain'
import { For, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { createIntent } from '../../api/intent.ts'
import { addSchedule, changeSchedule } from '../../api/schedules.ts'
import { AS_TYPED } from '../../ui/as-typed.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { announce } from '../../ui/toast.tsx'
import { cronInWords } from './cron-words.ts'
import { PermissionFields } from './permission-fields.tsx'
import { CATCH_UP_WORDS, newSchedule, scheduleAsTyped, scheduleOf } from './typed-schedule.ts'

const here = () => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** When runs of a template are proposed, and who starts them. */
export function ScheduleDialog(props: {
  template: { id: string; name: string; contentHash: string }
  schedule: ScheduleView | undefined
  onClose: () => void
}) {
  const [typed, setTyped] = createStore(
    props.schedule ? scheduleAsTyped(props.schedule) : newSchedule(here()),
  )
  const intent = createIntent()

  async function save() {
    const read = scheduleOf(typed, props.template.contentHash, Date.now())
    if (read.problem !== undefined) throw new Error(read.problem)
    if (props.schedule) await changeSchedule(props.schedule, read.body)
    else {
      const body = { templateId: props.template.id, ...read.body }
      await addSchedule(body, intent.keyFor(body))
    }
    announce({ text: 'The schedule is set.', link: { href: '/schedules', text: 'Schedules' } })
  }

  return (
    <ConfirmDialog
      title={`Schedule: ${props.template.name}`}
      action={props.schedule ? 'Change schedule' : 'Set schedule'}
      keep="Not now"
      isHarmless
      onConfirm={save}
      onClose={props.onClose}
    >
      <div class="pair">
        <Field
          id="schedule-cron"
          label="When"
          hint={cronInWords(typed.cron) ?? 'Minute, hour, day, month, weekday.'}
        >
          <input
            {...AS_TYPED}
            id="schedule-cron"
            class="mono"
            maxlength="200"
            value={typed.cron}
            onInput={(event) => setTyped('cron', event.currentTarget.value)}
          />
        </Field>
        <Field id="schedule-zone" label="Time zone" hint="By its name, e.g. Europe/Berlin or UTC.">
          <input
            {...AS_TYPED}
            id="schedule-zone"
            maxlength="100"
            value={typed.timeZone}
            onInput={(event) => setTyped('timeZone', event.currentTarget.value)}
          />
        </Field>
      </div>
      <div class="pair">
        <Field id="schedule-catch-up" label="Times that were missed">
          <select
            id="schedule-catch-up"
            value={typed.catchUp}
            onChange={(event) => setTyped('catchUp', event.currentTarget.value as CatchUp)}
          >
            <For each={Object.entries(CATCH_UP_WORDS)}>
              {([value, text]) => (
                <option value={value} selected={typed.catchUp === value}>
                  {text}
                </option>
              )}
            </For>
          </select>
        </Field>
        <Show when={typed.catchUp === 'all'}>
          <Field id="schedule-most" label="At most">
            <input
              id="schedule-most"
              inputmode="numeric"
              value={typed.catchUpMost}
              onInput={(event) => setTyped('catchUpMost', event.currentTarget.value)}
            />
          </Field>
        </Show>
      </div>
      <PermissionFields typed={typed} onChange={(name, value) => setTyped(name, value)} />
    </ConfirmDialog>
  )
}
