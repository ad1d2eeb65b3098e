import { createSignal, Show } from 'solid-js'
import { createChangeset } from '../../api/changesets.ts'
import { ChangesetDiff } from '../../ui/diff/changeset-diff.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { ChangeFindings } from './change-findings.tsx'
import { createLastChecks } from './create-last-checks.ts'
import { FormerChange } from './former-change.tsx'

/** What there is to know of a change beside its diff. */
export default function ChangeReview(props: {
  changesetId: string
  /** Then how it differs from the former one is said above. */
  isRebased: boolean
}) {
  const changeset = createChangeset(() => props.changesetId)
  const [compares, setCompares] = createSignal(false)
  const checks = createLastChecks(() => changeset.data())
  return (
    <>
      <ProblemNote problem={changeset.error()} onRetry={changeset.again} />
      <Show when={changeset.data()} fallback={<Waiting label="checks" rows={2} />}>
        {(change) => (
          <>
            <ChangeFindings change={change()} checks={checks()} />
            <Show when={!props.isRebased && change().supersedes}>
              {(formerId) => (
                <FormerChange formerId={formerId()}>
                  <Show when={change().hasInterdiff}>
                    <details class="raw" onToggle={(event) => setCompares(event.currentTarget.open)}>
                      <summary>How it differs from that one</summary>
                      <Show when={compares()}>
                        <ChangesetDiff
                          changesetId={change().id}
                          against="superseded"
                          label="How it differs from the former change"
                        />
                      </Show>
                    </details>
                  </Show>
                </FormerChange>
              )}
            </Show>
          </>
        )}
      </Show>
    </>
  )
}
