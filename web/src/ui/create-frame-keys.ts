import { useNavigate } from '@solidjs/router'
import { onKey, onWindowKeys } from './keyboard/on-key.ts'
import type { Layer } from './layers.tsx'
import { NAV_LINKS } from './nav-links.ts'

/** What the keys do on every page. */
export function createFrameKeys(open: (layer: Layer) => void): void {
  const navigate = useNavigate()

  onWindowKeys()
  onKey('palette', () => open('palette'))
  onKey('help', () => open('keys'))
  onKey('pause-all', () => open('pause'))
  onKey('new-run', () => navigate('/runs/new'))
  // The field of the search knows better what to do with its key.
  for (const { command, href } of NAV_LINKS) if (command !== 'search') onKey(command, () => navigate(href))
  onKey('go-templates', () => navigate('/templates'))
  onKey('go-workers', () => navigate('/workers'))
  onKey('go-mailboxes', () => navigate('/actors'))
}
