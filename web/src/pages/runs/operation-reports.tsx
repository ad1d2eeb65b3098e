import type { OperationReport } from '@pm-bot/domain'
import { For, Show } from 'solid-js'
import { Chip } from '../../ui/chip.tsx'
import type { IconName } from '../../ui/icon.tsx'
import { nameInWords } from '../../ui/name-in-words.ts'
import { OutwardLink } from '../../ui/outward-link.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'

const LOOK: Record<OperationReport['status'], { icon: IconName; tone: string; word: string }> = {
  done: { icon: 'done', tone: 'green', word: 'Done' },
  adopted: { icon: 'done', tone: 'green', word: 'Done before' },
  refused: { icon: 'refused', tone: 'red', word: 'Refused' },
}

/** What was done on GitHub, one by one, and what was not. */
export function OperationReports(props: { operations: readonly OperationReport[] }) {
  return (
    <ul class="operation-reports" aria-label="On GitHub">
      <For each={props.operations}>
        {({ op, status, detail, url }) => (
          <li>
            <Chip icon={LOOK[status].icon} tone={LOOK[status].tone}>
              {LOOK[status].word}
            </Chip>
            <span>
              <VisibleText text={detail || nameInWords(op)} />
            </span>
            <Show when={url}>{(href) => <OutwardLink href={href()}>On GitHub</OutwardLink>}</Show>
          </li>
        )}
      </For>
    </ul>
  )
}

/** Of a timeline event that tells of such; undefined for any other. */
export function operationsIn(detail: unknown): OperationReport[] | undefined {
  const operations = (detail as { operations?: unknown } | null)?.operations
  return Array.isArray(operations) && operations.every(isReport) ? operations : undefined
}

const isReport = (value: unknown): value is OperationReport =>
  typeof value === 'object' &&
  value !== null &&
  'op' in value &&
  'status' in value &&
  Object.hasOwn(LOOK, String(value.status))
