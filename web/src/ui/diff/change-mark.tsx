import type { ChangedFile } from './file-notices.ts'

const LOOK: Record<ChangedFile['change'], { letter: string; word: string }> = {
  added: { letter: 'A', word: 'Added' },
  modified: { letter: 'M', word: 'Modified' },
  deleted: { letter: 'D', word: 'Deleted' },
  renamed: { letter: 'R', word: 'Renamed' },
  'type-changed': { letter: 'T', word: 'Changed its type' },
}

export function ChangeMark(props: { change: ChangedFile['change'] }) {
  return (
    <span class={`change-mark ${props.change}`} title={LOOK[props.change].word}>
      <span aria-hidden="true">{LOOK[props.change].letter}</span>
      <span class="sr-only">{LOOK[props.change].word}</span>
    </span>
  )
}
