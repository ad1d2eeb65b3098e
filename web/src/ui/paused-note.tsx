import type { MetaView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { resumeAll } from '../api/workspace.ts'
import { Ago } from './ago.tsx'
import { createCommand } from './create-command.ts'
import { Icon } from './icon.tsx'
import { ProblemNote } from './problem-note.tsx'
import { VisibleText } from './visible-text.tsx'

/** Above every page for as long as everything is paused. */
export default function PausedNote(props: { paused: NonNullable<MetaView['paused']> }) {
  const resume = createCommand((_: 'resume', key) => resumeAll(key))
  return (
    <div class="note amber frame-note">
      <Icon name="pause" />
      <div>
        <p>
          <strong>Everything is paused</strong> since <Ago at={props.paused.at} suffix=" ago" />
          <Show when={props.paused.reason}>
            {(reason) => (
              <>
                : <VisibleText text={reason()} />
              </>
            )}
          </Show>
          . No model is asked, and nothing is written to the world.
        </p>
        <ProblemNote problem={resume.problem()} />
      </div>
      <button
        type="button"
        class="button small primary"
        disabled={resume.isPending()}
        onClick={() => resume.run('resume')}
      >
        Let it go on
      </button>
    </div>
  )
}
