import { Show } from 'solid-js'
import type { Address } from '../../api/actors.ts'
import { nameInWords } from '../../ui/name-in-words.ts'
import { RunLink } from '../../ui/run-link.tsx'
import { Sha } from '../../ui/sha.tsx'

/** Whose mailbox it is: a run by its goal, anything else by its key. */
export function ActorName(props: { address: Address }) {
  return (
    <>
      <span class="quiet">{nameInWords(props.address.kind)}</span>{' '}
      <Show when={props.address.kind === 'run'} fallback={<Sha value={props.address.key} length={13} />}>
        <RunLink runId={props.address.key} />
      </Show>
    </>
  )
}

export const actorHref = ({ kind, key }: Address) =>
  `/actors/${encodeURIComponent(kind)}/${encodeURIComponent(key)}`
