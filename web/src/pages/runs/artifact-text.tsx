import type { ArtifactView } from '@pm-bot/domain'
import { createMemo, Show } from 'solid-js'
import { createArtifactText } from '../../api/artifacts.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { bytes } from '../../ui/time.ts'
import { spellOut } from '../../ui/visible-pieces.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { readableLog } from './readable-log.ts'

/** More than this makes a browser slow; the rest is in the download. */
const MOST_SHOWN = 500_000

export function ArtifactText(props: { artifact: ArtifactView }) {
  const text = createArtifactText(() => props.artifact.id)
  const shown = createMemo(() => spellOut(readableLog((text.data() ?? '').slice(-MOST_SHOWN)), true))

  return (
    <div class="artifact-text">
      <ProblemNote problem={text.error()} onRetry={text.again} />
      <Show
        when={text.data() !== undefined}
        fallback={
          <Show when={text.isWaiting()}>
            <Waiting label="artifact" />
          </Show>
        }
      >
        <Show when={(text.data() ?? '').length > MOST_SHOWN}>
          <p class="quiet">The last {bytes(MOST_SHOWN)}; download it to read all.</p>
        </Show>
        <section class="scroll-x log" aria-label={spellOut(props.artifact.title)} tabindex="0">
          <pre>{shown() === '' ? '(empty)' : shown()}</pre>
        </section>
      </Show>
    </div>
  )
}
