import type { InboxKind } from '@pm-bot/domain'
import { Icon, type IconName } from '../../ui/icon.tsx'

const LOOK: Record<InboxKind, { icon: IconName; word: string }> = {
  tool_call: { icon: 'terminal', word: 'Call' },
  spend: { icon: 'budget', word: 'Budget' },
  publish: { icon: 'cloud', word: 'Publish' },
  changeset_apply: { icon: 'commit', word: 'Change' },
  question: { icon: 'comment', word: 'Question' },
  run_start: { icon: 'runs', word: 'Start' },
}

/** What sort of decision it is. */
export function KindMark(props: { kind: InboxKind }) {
  return (
    <span class="kind-mark">
      <Icon name={LOOK[props.kind].icon} />
      {LOOK[props.kind].word}
    </span>
  )
}
