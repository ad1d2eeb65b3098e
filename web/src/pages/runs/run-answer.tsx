import type { RunView } from '@pm-bot/domain'
import { lazy, Show, Suspense } from 'solid-js'
import { createRunArtifacts } from '../../api/run-events.ts'

const ArtifactContent = lazy(() => import('./artifacts/artifact-view.tsx'))

/** What a run was asked to find out, where it found it: the reason to open its page. */
export function RunAnswer(props: { run: RunView }) {
  const artifacts = createRunArtifacts(() => props.run.id)
  const answer = () => artifacts.data()?.findLast(({ kind }) => kind === 'answer')
  return (
    <Show when={answer()}>
      {(artifact) => (
        <section class="card run-answer stack small-gap" aria-label="Answer">
          <h2>Answer</h2>
          <Suspense>
            <ArtifactContent artifact={artifact()} />
          </Suspense>
        </section>
      )}
    </Show>
  )
}
