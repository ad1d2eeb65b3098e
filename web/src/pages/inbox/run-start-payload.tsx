import type { RunStartPayload } from '@pm-bot/domain'
import { lazy, Show, Suspense } from 'solid-js'
import { RawJson } from '../../ui/raw-json.tsx'
import { SpecView } from '../../ui/spec-view.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { Waiting } from '../../ui/waiting.tsx'

const StartTerms = lazy(() => import('./start-terms.tsx'))

export function RunStartView(props: { payload: RunStartPayload }) {
  const hasTerms = () => props.payload.tools || props.payload.budget || props.payload.forkOf
  return (
    <section class="stack" aria-label="What will run">
      <dl class="facts">
        <SpecView spec={props.payload.spec} />
        <div class="fact">
          <dt>Goal</dt>
          <dd class="prose">
            <VisibleText text={props.payload.goal} keepsLines />
          </dd>
        </div>
        <div class="fact">
          <dt>Repository</dt>
          <dd>
            <VisibleText text={props.payload.repo.name} />{' '}
            <span class="quiet path">
              <VisibleText text={props.payload.repo.fullName} />
            </span>
          </dd>
        </div>
        <div class="fact">
          <dt>Graph</dt>
          <dd>
            <code>
              <VisibleText text={props.payload.graphId} />
            </code>
          </dd>
        </div>
      </dl>
      <Show when={hasTerms()}>
        <Suspense fallback={<Waiting label="rules" rows={2} />}>
          <StartTerms payload={props.payload} />
        </Suspense>
      </Show>
      <RawJson value={props.payload} summary="Exact payload (JSON)" />
    </section>
  )
}
