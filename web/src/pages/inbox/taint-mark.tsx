import type { Taint } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { taintNote } from './taint-words.ts'

/** Says that whoever wrote what the run has read may speak through it. */
export function TaintMark(props: { taint: readonly Taint[] }) {
  return (
    <Show when={props.taint.includes('untrusted-text')}>
      <Chip icon="warning" tone="amber">
        Has read text from outside
      </Chip>
    </Show>
  )
}

export function TaintNote(props: { taint: readonly Taint[] }) {
  return (
    <Show when={props.taint.length > 0}>
      <div class="note amber">
        <Icon name="warning" />
        <p>{taintNote(props.taint)}</p>
      </div>
    </Show>
  )
}
