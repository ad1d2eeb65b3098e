import { useParams } from '@solidjs/router'
import { For, Show, Suspense } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { createTitle } from '../../ui/title.ts'
import { Waiting } from '../../ui/waiting.tsx'
import NotFoundPage from '../not-found-page.tsx'
import { SETTINGS_SECTIONS } from './settings-sections.ts'

/** A heading, a local navigation, and the section that the address names. */
export default function SettingsPage() {
  const parameters = useParams<{ section?: string }>()
  const current = () =>
    parameters.section === undefined
      ? SETTINGS_SECTIONS[0]
      : SETTINGS_SECTIONS.find(({ path }) => path === parameters.section)
  createTitle(() => current()?.text ?? 'Settings')

  return (
    <Show when={current()} fallback={<NotFoundPage />}>
      {(section) => (
        <div class="page">
          <header class="page-head">
            <h1>Settings</h1>
          </header>
          <Show when={SETTINGS_SECTIONS.length > 1}>
            <nav class="segments settings-nav" aria-label="Settings">
              <For each={SETTINGS_SECTIONS}>
                {({ path, text }) => (
                  <a href={`/settings/${path}`} aria-current={path === section().path ? 'page' : undefined}>
                    {text}
                  </a>
                )}
              </For>
            </nav>
          </Show>
          <Suspense fallback={<Waiting label={section().text} />}>
            <Dynamic component={section().component} />
          </Suspense>
        </div>
      )}
    </Show>
  )
}
