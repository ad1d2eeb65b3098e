import { lazy, Show, Suspense } from 'solid-js'
import { createDiff } from '../../api/changesets.ts'
import { ProblemNote } from '../problem-note.tsx'
import { Waiting } from '../waiting.tsx'
import type { ChangedFile } from './file-notices.ts'
import { lineDrafts } from './line-drafts.ts'

const DiffView = lazy(() => import('./diff-view.tsx'))

/** The diff of a changeset, read from the server. */
export function ChangesetDiff(props: {
  changesetId: string
  files?: readonly ChangedFile[]
  against?: 'base' | 'superseded'
  label: string
  /** What is said about the lines can be sent with a decision. */
  takesComments?: boolean
}) {
  const diff = createDiff(() => props.changesetId, props.against)
  const text = () => diff.data()

  return (
    <>
      <ProblemNote problem={diff.error()} onRetry={diff.again} />
      <Show
        when={text() !== undefined}
        fallback={
          <Show when={!diff.error()}>
            <Waiting label="diff" rows={6} />
          </Show>
        }
      >
        <Suspense fallback={<Waiting label="diff" rows={6} />}>
          <DiffView
            diff={text() ?? ''}
            label={props.label}
            {...(props.files ? { files: props.files } : {})}
            {...(props.takesComments ? { drafts: lineDrafts(props.changesetId) } : {})}
          />
        </Suspense>
      </Show>
    </>
  )
}
