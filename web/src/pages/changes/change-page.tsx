import type { ChangesetView, DecisionAction, DecisionResult } from '@pm-bot/domain'
import { useNavigate, useParams } from '@solidjs/router'
import { Show } from 'solid-js'
import { createChangeset } from '../../api/changesets.ts'
import { createInboxItem, createPendingItemsOfRun } from '../../api/inbox.ts'
import { createRun } from '../../api/runs.ts'
import { ChangesetDiff } from '../../ui/diff/changeset-diff.tsx'
import { Icon } from '../../ui/icon.tsx'
import { onKey } from '../../ui/keyboard/on-key.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { createTitle } from '../../ui/title.ts'
import { announce } from '../../ui/toast.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { ItemReview } from '../inbox/item-review.tsx'
import { outcomeWord } from '../inbox/outcome-mark.tsx'
import { PullRequestPanel } from '../runs/pull-request-panel.tsx'
import { ChangeStanding } from './change-standing.tsx'
import { subjectOf } from './subject-of.ts'

export default function ChangePage() {
  const params = useParams<{ changesetId: string }>()
  const navigate = useNavigate()
  const changeset = createChangeset(() => params.changesetId)
  createTitle(() => (changeset.data() ? subjectOf(changeset.data()!) : 'Change'))
  onKey('back', () => navigate('/changes'))

  return (
    <div class="change-page">
      <ProblemNote problem={changeset.error()} onRetry={changeset.again} />
      <Show
        when={changeset.data()}
        keyed={false}
        fallback={
          <Show when={changeset.isWaiting()}>
            <Waiting label="change" rows={8} />
          </Show>
        }
      >
        {(change) => <Change change={change()} />}
      </Show>
    </div>
  )
}

function Change(props: { change: ChangesetView }) {
  const cameUpAt = performance.now()
  const run = createRun(() => props.change.runId)
  const item = createInboxItem(() => props.change.itemId ?? undefined)
  const waiting = createPendingItemsOfRun(() => props.change.runId)
  const siblings = () => (waiting.data() ?? []).filter(({ id }) => id !== props.change.itemId)

  function tell(action: DecisionAction, result: DecisionResult): void {
    const word =
      action === 'approve' ? 'Approved' : action === 'snooze' ? 'Put off' : outcomeWord(result.item.status)
    announce({
      text: `${word}: ${subjectOf(props.change)}`,
      link: { href: `/runs/${result.run.id}`, text: 'Open run' },
    })
  }

  const head = (
    <>
      <a class="crumb" href="/changes">
        <Icon name="back" /> Changes
      </a>
      <h1 id="item-title" tabindex="-1">
        <VisibleText text={subjectOf(props.change)} keepsLines />
      </h1>
      <ChangeStanding change={props.change} />
      <Show when={run.data()?.pullRequest && run.data()}>
        {(known) => <PullRequestPanel run={known()} pull={known().pullRequest!} />}
      </Show>
    </>
  )

  return (
    <>
      <ProblemNote problem={item.error()} onRetry={item.again} />
      <Show
        when={item.data()}
        fallback={
          <Show when={props.change.itemId === null} fallback={<Waiting label="change" rows={8} />}>
            <div class="detail-scroll">
              {head}
              <ChangesetDiff changesetId={props.change.id} files={props.change.files} label="Changes" />
            </div>
          </Show>
        }
      >
        {(known) => (
          <ItemReview item={known()} head={head} siblings={siblings()} cameUpAt={cameUpAt} onDecided={tell} />
        )}
      </Show>
    </>
  )
}
