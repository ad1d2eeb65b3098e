import { Show } from 'solid-js'
import { createChangeset } from '../../api/changesets.ts'
import { ChangesetDiff } from '../../ui/diff/changeset-diff.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Sha, shortBranch } from '../../ui/sha.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'

export function RunChanges(props: { changesetId: string | null }) {
  const changeset = createChangeset(() => props.changesetId ?? undefined)
  return (
    <Show
      when={props.changesetId}
      fallback={
        <EmptyState icon="diff" title="No changes yet">
          <p>When the agent has changed files, the whole diff stands here.</p>
        </EmptyState>
      }
    >
      <ProblemNote problem={changeset.error()} onRetry={changeset.again} />
      <Show when={changeset.data()}>
        {(known) => (
          <div class="stack">
            <p class="quiet">
              <Show when={known().appliedCommitSha} fallback={<>Changeset {known().status}, </>}>
                {(sha) => (
                  <>
                    Applied as commit <Sha value={sha()} /> on{' '}
                    <code>
                      <VisibleText text={shortBranch(known().branch)} />
                    </code>
                    ,{' '}
                  </>
                )}
              </Show>
              based on <Sha value={known().baseSha} />. <a href={`/changes/${known().id}`}>Open the change</a>
            </p>
            <ChangesetDiff changesetId={known().id} files={known().files} label="Changes of this run" />
          </div>
        )}
      </Show>
    </Show>
  )
}
