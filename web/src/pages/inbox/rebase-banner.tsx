import type { ChangesetApplyPayload } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { ChangesetDiff } from '../../ui/diff/changeset-diff.tsx'
import { Icon } from '../../ui/icon.tsx'
import { KeyHint } from '../../ui/keyboard/key-hint.tsx'
import { Sha } from '../../ui/sha.tsx'

/** You approved this once; meanwhile the branch moved, so it is asked again. */
export default function RebaseBanner(props: {
  payload: ChangesetApplyPayload
  rebased: NonNullable<ChangesetApplyPayload['rebased']>
}) {
  const isSame = () => props.rebased.patch === 'same'
  return (
    <section class={`note ${isSame() ? 'blue' : 'amber'}`} aria-label="The branch moved">
      <Icon name={isSame() ? 'info' : 'warning'} />
      <div class="stack">
        <p>
          <strong>The branch moved</strong> from <Sha value={props.rebased.formerBaseSha} /> to{' '}
          <Sha value={props.payload.baseSha} /> after you approved.{' '}
          <Show when={isSame()} fallback={<>The patch had to become different: here is how it differs.</>}>
            It is the same patch: confirm with one key <KeyHint command="approve" />
          </Show>
        </p>
        <Show when={!isSame()}>
          <ChangesetDiff
            changesetId={props.payload.changesetId}
            against="superseded"
            label="How the patch differs from the one you approved"
          />
        </Show>
      </div>
    </section>
  )
}
