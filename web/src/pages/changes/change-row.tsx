import type { ChangesetSummary } from '@pm-bot/domain'
import { Ago } from '../../ui/ago.tsx'
import { DiffStat } from '../../ui/diff-stat.tsx'
import { plural } from '../../ui/time.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import { ChangeStatusChip } from './change-status.tsx'
import { subjectOf } from './subject-of.ts'

export function ChangeRow(props: { change: ChangesetSummary; isSelected: boolean }) {
  return (
    <li>
      <a
        class="row run-row"
        href={`/changes/${props.change.id}`}
        aria-current={props.isSelected ? 'true' : undefined}
        data-row={props.change.id}
      >
        <ChangeStatusChip status={props.change.status} />
        <span class="run-row-text">
          <span class="row-title">
            <VisibleText text={subjectOf(props.change)} keepsLines />
          </span>
          <span class="row-under">
            <span class="row-repo">
              <VisibleText text={props.change.repoName} />
            </span>
            <span class="row-goal">
              <VisibleText text={props.change.reason ?? props.change.run.goal} keepsLines />
            </span>
          </span>
        </span>
        <span class="run-row-graph">
          {plural(props.change.stat.files, 'file')} <DiffStat files={[props.change.stat]} brief />
        </span>
        <span class="row-when">
          <Ago at={props.change.updatedAt} suffix=" ago" />
        </span>
      </a>
    </li>
  )
}
