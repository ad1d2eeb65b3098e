import { createRoot, createSignal } from 'solid-js'
import { keep, kept } from './kept.ts'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

/** As `public/theme.js` reads it before the page is painted. */
const KEY = 'pm-bot.theme'

const systemIsDark = matchMedia('(prefers-color-scheme: dark)')
const [isSystemDark, setSystemDark] = createSignal(systemIsDark.matches)
const [theme, setTheme] = createSignal<Theme>(THEMES.find((known) => known === kept(KEY)) ?? 'system')
createRoot(() => systemIsDark.addEventListener('change', ({ matches }) => setSystemDark(matches)))

export { theme }

export const isDark = (): boolean => (theme() === 'system' ? isSystemDark() : theme() === 'dark')

export function chooseTheme(next: Theme): void {
  setTheme(next)
  keep(KEY, next === 'system' ? null : next)
  if (next === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = next
}
