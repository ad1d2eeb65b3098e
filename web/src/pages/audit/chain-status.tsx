import { For, Show } from 'solid-js'
import { createAuditVerdict } from '../../api/audit.ts'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { plural } from '../../ui/time.ts'
import { VisibleText } from '../../ui/visible-text.tsx'

/** Whether the chain of hashes holds, as the server found it just now. */
export function ChainStatus() {
  const verdict = createAuditVerdict()
  return (
    <>
      <ProblemNote problem={verdict.error()} onRetry={verdict.again} />
      <Show when={verdict.data()}>
        {(known) => (
          <section class={`note ${known().ok ? 'green' : 'red'}`} aria-label="Chain">
            <Icon name={known().ok ? 'audit' : 'warning'} />
            <div>
              <p>
                <Show
                  when={known().ok}
                  fallback={
                    <strong>The chain is broken: {plural(known().problems.length, 'problem')}.</strong>
                  }
                >
                  <strong>The chain holds.</strong> Verified up to event #{known().sealedTo}.
                </Show>{' '}
                <Show when={known().unsealed > 0}>{plural(known().unsealed, 'event')} not sealed yet.</Show>
              </p>
              <Show when={known().problems.length > 0}>
                <ul>
                  <For each={known().problems}>
                    {(problem) => (
                      <li>
                        {problem.sealNo === null ? '' : `#${problem.sealNo}: `}
                        <VisibleText text={problem.problem} />
                      </li>
                    )}
                  </For>
                </ul>
              </Show>
            </div>
            <button type="button" class="button small" onClick={() => verdict.again()}>
              Verify again
            </button>
          </section>
        )}
      </Show>
    </>
  )
}
