import { For, Show } from 'solid-js'
import { createDoctor } from '../../api/setup.ts'
import { Findings } from '../../ui/findings.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { Waiting } from '../../ui/waiting.tsx'

export default function DoctorSection() {
  const doctor = createDoctor()
  return (
    <section class="stack" aria-labelledby="doctor">
      <header class="page-head">
        <h2 id="doctor">Doctor</h2>
        <div class="buttons">
          <a class="button small" href="/setup">
            Set up
          </a>
          <button type="button" class="button small" onClick={() => doctor.again()}>
            <Icon name="retry" /> Look again
          </button>
        </div>
      </header>
      <p class="quiet">
        What pm-bot needs of this machine, and of those its workers run on. Nothing is changed by looking.
      </p>
      <ProblemNote problem={doctor.error()} onRetry={doctor.again} />
      <Show
        when={doctor.data()}
        fallback={
          <Show when={doctor.isWaiting()}>
            <Waiting label="findings" rows={6} />
          </Show>
        }
      >
        {(told) => (
          <>
            <Findings findings={told().findings} label="Here" />
            <For each={told().workers}>
              {({ host, findings }) => (
                <Show when={findings.length > 0}>
                  <h3>
                    Worker on <VisibleText text={host} />
                  </h3>
                  <Findings findings={findings} label={`Worker on ${host}`} />
                </Show>
              )}
            </For>
          </>
        )}
      </Show>
    </section>
  )
}
