import type { InboxItemView, RepoView, RunView } from '@pm-bot/domain'
import type { IconName } from '../icon.tsx'
import { entryOf, type KeyCommand } from '../keyboard/keymap.ts'

/** Something that the palette can do or open. */
export interface Choice {
  /** The same as long as it means the same, also in another session. */
  id: string
  text: string
  /** What kind of thing it is, in a word or two. */
  kind: string
  icon: IconName
  command?: KeyCommand
  href?: string
}

/** A list has the focus where its moves mean something; from here there is no list. */
const isForKeysAlone = (command: KeyCommand): boolean =>
  entryOf(command).scope === 'Lists' || command === 'palette' || command === 'back'

/** What can be done here and now: that of the page that is open before that of everywhere. */
export function commandChoices(active: Iterable<KeyCommand>): Choice[] {
  const choices = [...active]
    .filter((command) => !isForKeysAlone(command))
    .map(
      (command): Choice => ({
        id: `do ${command}`,
        text: entryOf(command).does,
        kind: entryOf(command).scope,
        icon: command.startsWith('go-') ? 'forward' : 'command',
        command,
      }),
    )
  return choices.sort((a, b) => Number(isEverywhere(a)) - Number(isEverywhere(b)))
}

const isEverywhere = ({ kind }: Choice) => kind === 'Everywhere'

/** Pages that no command leads to. */
export const placeChoices = (places: readonly { href: string; text: string }[]): Choice[] =>
  places.map(({ href, text }) => ({ id: `go ${href}`, text, kind: 'Page', icon: 'forward', href }))

export const thingChoices = (things: {
  items: readonly InboxItemView[]
  repos: readonly RepoView[]
  runs: readonly RunView[]
}): Choice[] => [
  ...things.items.map(({ id, title }) => opens('Inbox', 'inbox', `/inbox/${id}`, title)),
  ...things.repos.map(({ id, fullName }) => opens('Repository', 'repos', `/repos/${id}`, fullName)),
  ...things.runs.map(({ id, goal }) => opens('Run', 'runs', `/runs/${id}`, goal)),
]

const opens = (kind: string, icon: IconName, href: string, text: string): Choice => ({
  id: `open ${href}`,
  text,
  kind,
  icon,
  href,
})

/** For what is not among the things that the page knows already. */
export const searchChoice = (query: string): Choice => ({
  id: 'search',
  text: `Search everything for “${query}”`,
  kind: 'Search',
  icon: 'search',
  href: `/search?q=${encodeURIComponent(query)}`,
})
