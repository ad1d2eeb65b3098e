import type { GitHubView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { Icon } from './icon.tsx'
import { InTime } from './in-time.tsx'
import { limitedUntil } from './limited-until.ts'
import { nowBySecond } from './now.ts'
import { clock } from './time.ts'

/** Above every page while GitHub answers nobody: what is shown of it may be old. */
export default function GitHubLimitNote(props: { github: GitHubView }) {
  const until = () => limitedUntil(props.github, nowBySecond())
  return (
    <Show when={until()}>
      {(time) => (
        <div class="note amber frame-note" role="status" aria-label="GitHub">
          <Icon name="warning" />
          <p>
            <strong>GitHub answers no more requests before {clock(time())}</strong> (<InTime at={time()} />
            ). Issues and pull requests are shown as of their last sync, and what is to be published waits.
          </p>
        </div>
      )}
    </Show>
  )
}
