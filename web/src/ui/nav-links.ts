import type { IconName } from './icon.tsx'
import type { KeyCommand } from './keyboard/keymap.ts'

export interface NavLink {
  href: string
  text: string
  icon: IconName
  command: KeyCommand
  /** Pages that belong to it, beside those under its own address. */
  also?: readonly string[]
  /** One of the few that a phone has tabs for. */
  isTab?: true
}

/** As the rail has them. The tabs of a phone come in the same order. */
export const NAV_LINKS: readonly NavLink[] = [
  { href: '/inbox', text: 'Inbox', icon: 'inbox', command: 'go-inbox', isTab: true },
  {
    href: '/runs',
    text: 'Runs',
    icon: 'runs',
    command: 'go-runs',
    also: ['/templates', '/schedules'],
    isTab: true,
  },
  { href: '/search', text: 'Search', icon: 'search', command: 'search', isTab: true },
  { href: '/changes', text: 'Changes', icon: 'diff', command: 'go-changes' },
  { href: '/repos', text: 'Repos', icon: 'repos', command: 'go-repos' },
  { href: '/grants', text: 'Limits', icon: 'budget', command: 'go-limits', also: ['/budgets'] },
  { href: '/queues', text: 'Queues', icon: 'queues', command: 'go-queues', also: ['/workers', '/actors'] },
  { href: '/audit', text: 'Audit', icon: 'audit', command: 'go-audit' },
  { href: '/settings', text: 'Settings', icon: 'settings', command: 'go-settings', also: ['/setup'] },
]
