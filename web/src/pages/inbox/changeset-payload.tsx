import type { ChangesetApplyPayload } from '@pm-bot/domain'
import { lazy, Show, Suspense } from 'solid-js'
import { ChangesetDiff } from '../../ui/diff/changeset-diff.tsx'
import { RawJson } from '../../ui/raw-json.tsx'
import { RunLink } from '../../ui/run-link.tsx'
import { Sha, shortBranch } from '../../ui/sha.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { Waiting } from '../../ui/waiting.tsx'

const ChangeReview = lazy(() => import('../changes/change-review.tsx'))
const PullRequestPlanView = lazy(() => import('./pull-request-plan.tsx'))

export default function ChangesetPayloadView(props: {
  payload: ChangesetApplyPayload
  takesComments: boolean
}) {
  return (
    <section class="stack" aria-label="What will be written">
      <dl class="facts">
        <div class="fact">
          <dt>Commit message</dt>
          <dd>
            <pre class="message">
              <VisibleText text={props.payload.message} keepsLines />
            </pre>
          </dd>
        </div>
        <div class="fact">
          <dt>Branch</dt>
          <dd>
            <code>
              <VisibleText text={shortBranch(props.payload.branch)} />
            </code>{' '}
            <span class="quiet">on top of</span> <Sha value={props.payload.baseSha} />
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
      </dl>
      <Show when={props.payload.follows}>
        {(runId) => (
          <p>
            It is added to the branch and the pull request of <RunLink runId={runId()} />.
          </p>
        )}
      </Show>
      <Show when={props.payload.pullRequest}>
        {(plan) => (
          <Suspense fallback={<Waiting label="pull request" rows={2} />}>
            <PullRequestPlanView plan={plan()} branch={shortBranch(props.payload.branch)} />
          </Suspense>
        )}
      </Show>
      <Suspense fallback={<Waiting label="checks" rows={2} />}>
        <ChangeReview
          changesetId={props.payload.changesetId}
          isRebased={props.payload.rebased !== undefined}
        />
      </Suspense>
      <ChangesetDiff
        changesetId={props.payload.changesetId}
        files={props.payload.files}
        takesComments={props.takesComments}
        label="Changes to be committed"
      />
      <RawJson value={props.payload} summary="Exact payload (JSON)" />
    </section>
  )
}
