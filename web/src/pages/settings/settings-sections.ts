import { type Component, lazy } from 'solid-js'

interface SettingsSection {
  /** Its address: /settings/<path>. */
  path: string
  text: string
  component: Component
}

/** The first one is shown at /settings. */
export const SETTINGS_SECTIONS: readonly [SettingsSection, ...SettingsSection[]] = [
  { path: 'sessions', text: 'Sessions', component: lazy(() => import('./sessions-section.tsx')) },
  {
    path: 'notifications',
    text: 'Notifications',
    component: lazy(() => import('./notifications/notifications-section.tsx')),
  },
  { path: 'appearance', text: 'Appearance', component: lazy(() => import('./appearance-section.tsx')) },
  { path: 'keyboard', text: 'Keyboard', component: lazy(() => import('./keyboard-section.tsx')) },
  { path: 'doctor', text: 'Doctor', component: lazy(() => import('./doctor-section.tsx')) },
]
