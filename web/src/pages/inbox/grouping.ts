import type { InboxItemView } from '@pm-bot/domain'
import { createSignal } from 'solid-js'
import { keep, kept } from '../../ui/kept.ts'
import { spellOut } from '../../ui/visible-pieces.ts'
import { GROUP_TITLES } from './inbox-groups.ts'
import { commandOf, payloadOf, payloadOfKind, repoNameOf } from './payload-of.ts'

export const GROUPINGS = ['what', 'repo', 'run', 'similar'] as const
export type Grouping = (typeof GROUPINGS)[number]

const KEY = 'pm-bot.inbox-groups'
const [grouping, setGrouping] = createSignal<Grouping>(
  GROUPINGS.find((known) => known === kept(KEY)) ?? 'what',
)

export { grouping }

export function chooseGrouping(next: Grouping): void {
  setGrouping(next)
  keep(KEY, next === 'what' ? null : next)
}

const TITLE: Record<Grouping, (item: InboxItemView) => string> = {
  what: ({ group }) => GROUP_TITLES[group],
  repo: whereOf,
  run: ({ run }) => run.goal,
  similar: (item) => `${shapeOf(item)} · ${whereOf(item)}`,
}

/** Of the group that an item stands in. */
export const groupTitle = (item: InboxItemView): string => spellOut(TITLE[grouping()](item))

/** The server's order, but what belongs together stands together, where the first of it stood. */
export function inGroups(items: readonly InboxItemView[]): readonly InboxItemView[] {
  if (grouping() === 'what') return items
  const key = ({ runId, ...item }: InboxItemView) =>
    grouping() === 'run' ? runId : groupTitle({ runId, ...item })
  return [...Map.groupBy(items, key).values()].flat()
}

function whereOf(item: InboxItemView): string {
  const payload = payloadOf(item)
  return payload ? repoNameOf(payload) : 'Elsewhere'
}

/** What calls have in common: the tool, and of a command its program. */
function shapeOf(item: InboxItemView): string {
  const call = payloadOfKind(item, 'tool_call')
  if (!call) return GROUP_TITLES[item.group]
  const program = commandOf(call.args)?.[0]
  return program === undefined ? call.tool : `${call.tool} ${program}`
}
