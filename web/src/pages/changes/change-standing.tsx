import type { ChangesetView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { Ago } from '../../ui/ago.tsx'
import { DiffStat } from '../../ui/diff-stat.tsx'
import { Sha, shortBranch } from '../../ui/sha.tsx'
import { plural } from '../../ui/time.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import { ChangeStatusChip } from './change-status.tsx'

/** How it stands and why, what made it, and what became of it. */
export function ChangeStanding(props: { change: ChangesetView }) {
  return (
    <>
      <p class="run-status" role="status" aria-label="Status">
        <ChangeStatusChip status={props.change.status} />
        <span>
          {plural(props.change.stat.files, 'file')} <DiffStat files={[props.change.stat]} brief />
        </span>
        <span class="quiet">
          <Ago at={props.change.updatedAt} suffix=" ago" />
        </span>
      </p>
      <p class="sentence">
        The run{' '}
        <a href={`/runs/${props.change.runId}`}>
          <VisibleText text={props.change.run.goal} keepsLines />
        </a>{' '}
        made it for{' '}
        <a href={`/repos/${props.change.repoId}`}>
          <VisibleText text={props.change.repoName} />
        </a>
        <Show when={props.change.appliedCommitSha} fallback=".">
          {(sha) => (
            <>
              ; it is commit <Sha value={sha()} /> on{' '}
              <code>
                <VisibleText text={shortBranch(props.change.branch)} />
              </code>
              .
            </>
          )}
        </Show>
      </p>
      <Show when={props.change.reason}>
        {(reason) => (
          <p class="quiet prose">
            <VisibleText text={reason()} keepsLines />
          </p>
        )}
      </Show>
    </>
  )
}
