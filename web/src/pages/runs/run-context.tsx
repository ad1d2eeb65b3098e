import type { ArtifactView } from '@pm-bot/domain'
import { lazy, Show, Suspense } from 'solid-js'
import type { Read } from '../../api/create-read.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Waiting } from '../../ui/waiting.tsx'

const ArtifactContent = lazy(() => import('./artifacts/artifact-view.tsx'))

/** What the agent saw before it began, and what was left out. */
export function RunContext(props: { read: Read<ArtifactView[]> }) {
  const pack = () => props.read.data()?.findLast(({ kind }) => kind === 'context_pack')
  return (
    <>
      <ProblemNote problem={props.read.error()} onRetry={props.read.again} />
      <Show when={props.read.data()} fallback={<Waiting label="context" rows={3} />}>
        <Show
          when={pack()}
          fallback={
            <EmptyState icon="file" title="No context pack">
              <p>
                What an agent with a model is given to read at first stands here: what is in it, and what was
                left out.
              </p>
            </EmptyState>
          }
        >
          {(artifact) => (
            <Suspense fallback={<Waiting label="context" rows={3} />}>
              <ArtifactContent artifact={artifact()} />
            </Suspense>
          )}
        </Show>
      </Show>
    </>
  )
}
