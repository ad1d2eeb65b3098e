import { Show } from 'solid-js'
import { Chip } from '../../ui/chip.tsx'
import { trustOf } from './trust-of.ts'

/** Whose words these are: those of people who may push, or of anybody. */
export function TrustMark(props: { association: string }) {
  const trust = () => trustOf(props.association)
  return (
    <Show when={trust().isOutside} fallback={<span class="trust quiet">{trust().word}</span>}>
      <span class="trust" title="Nobody who may push here: a stranger's words, to be read as such">
        <Chip icon="person" tone="amber">
          {trust().word}
        </Chip>
      </span>
    </Show>
  )
}
