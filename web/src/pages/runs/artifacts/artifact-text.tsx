import type { ArtifactView } from '@pm-bot/domain'
import { createMemo, For, Show } from 'solid-js'
import { bytes } from '../../../ui/time.ts'
import { spellOut } from '../../../ui/visible-pieces.ts'
import { logPieces, patchPieces } from './log-pieces.ts'

/** More than this makes a browser slow; the rest is in the download. */
const MOST_SHOWN = 500_000
/** Of what changes its colour more often, the colours are left out. */
const MOST_PIECES = 20_000

/** A log as its terminal showed it, a patch in the colours of its lines. */
export function ArtifactText(props: { artifact: ArtifactView; text: string }) {
  const isPatch = () => props.artifact.contentType.startsWith('text/x-diff')
  const pieces = createMemo(() => {
    const shown = props.text.slice(-MOST_SHOWN)
    const coloured = isPatch() ? patchPieces(shown) : logPieces(shown)
    return coloured.length <= MOST_PIECES ? coloured : [{ text: coloured.map(({ text }) => text).join('') }]
  })

  return (
    <div class="artifact-text">
      <Show when={props.text.length > MOST_SHOWN}>
        <p class="quiet">The last {bytes(MOST_SHOWN)}; download it to read all.</p>
      </Show>
      <section class="scroll-x log" aria-label={spellOut(props.artifact.title)} tabindex="0">
        <pre>
          <For each={pieces()} fallback="(empty)">
            {(piece) => (
              <span data-tone={piece.tone} classList={{ strong: piece.isStrong === true }}>
                {spellOut(piece.text, true)}
              </span>
            )}
          </For>
        </pre>
      </section>
    </div>
  )
}
