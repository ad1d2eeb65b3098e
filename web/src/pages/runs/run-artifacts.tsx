import type { ArtifactView } from '@pm-bot/domain'
import { lazy, Show, Suspense } from 'solid-js'
import { artifactUrl } from '../../api/artifacts.ts'
import type { Read } from '../../api/create-read.ts'
import { Ago } from '../../ui/ago.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { Rows } from '../../ui/rows.tsx'
import { bytes } from '../../ui/time.ts'
import { spellOut } from '../../ui/visible-pieces.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import { Waiting } from '../../ui/waiting.tsx'

const ArtifactContent = lazy(() => import('./artifacts/artifact-view.tsx'))

export function RunArtifacts(props: {
  read: Read<ArtifactView[]>
  open: string | undefined
  onOpen: (id: string | undefined) => void
}) {
  return (
    <>
      <ProblemNote problem={props.read.error()} onRetry={props.read.again} />
      <Show when={props.read.data()} fallback={<Waiting label="artifacts" rows={3} />}>
        {(artifacts) => (
          <ul class="card rows" aria-label="Artifacts">
            <Rows
              each={artifacts()}
              key={(artifact) => artifact.id}
              fallback={
                <EmptyState icon="file" title="No artifacts yet">
                  <p>Logs, patches and reports of the run are kept here.</p>
                </EmptyState>
              }
            >
              {(artifact) => (
                <li>
                  <Artifact
                    artifact={artifact()}
                    isOpen={props.open === artifact().id}
                    onToggle={() => props.onOpen(props.open === artifact().id ? undefined : artifact().id)}
                  />
                </li>
              )}
            </Rows>
          </ul>
        )}
      </Show>
    </>
  )
}

function Artifact(props: { artifact: ArtifactView; isOpen: boolean; onToggle: () => void }) {
  return (
    <>
      <div class="artifact-row">
        <button
          type="button"
          class="artifact-open"
          aria-expanded={props.isOpen}
          onClick={() => props.onToggle()}
        >
          <Icon name={props.isOpen ? 'down' : 'forward'} />
          <span class="row-title">
            <VisibleText text={props.artifact.title} />
          </span>
          <span class="quiet">
            {props.artifact.kind.replaceAll('_', ' ')} · {bytes(props.artifact.sizeBytes)} ·{' '}
            <Ago at={props.artifact.createdAt} suffix=" ago" />
          </span>
        </button>
        <a
          class="icon-button"
          href={artifactUrl(props.artifact.id)}
          download={props.artifact.title}
          rel="external"
          aria-label={`Download ${spellOut(props.artifact.title)}`}
        >
          <Icon name="download" />
        </a>
      </div>
      <Show when={props.isOpen}>
        <Suspense fallback={<Waiting label="artifact" />}>
          <ArtifactContent artifact={props.artifact} />
        </Suspense>
      </Show>
    </>
  )
}
