import type { IconName } from './icon.tsx'
import type { KeyCommand } from './keyboard/keymap.ts'

interface NavLink {
  href: string
  text: string
  icon: IconName
  command: KeyCommand
}

export const NAV_LINKS: readonly NavLink[] = [
  { href: '/inbox', text: 'Inbox', icon: 'inbox', command: 'go-inbox' },
  { href: '/runs', text: 'Runs', icon: 'runs', command: 'go-runs' },
  { href: '/repos', text: 'Repos', icon: 'repos', command: 'go-repos' },
  { href: '/audit', text: 'Audit', icon: 'audit', command: 'go-audit' },
  { href: '/settings', text: 'Settings', icon: 'settings', command: 'go-settings' },
]
