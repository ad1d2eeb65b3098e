import { For } from 'solid-js'
import { chooseTheme, THEMES, type Theme, theme } from '../../ui/theme.ts'
import { chooseGoesOn, goesOn } from '../inbox/goes-on.ts'

const WORDS: Record<Theme, { text: string; means: string }> = {
  system: { text: 'As the system has it', means: 'Changes with it, also at night.' },
  light: { text: 'Light', means: '' },
  dark: { text: 'Dark', means: '' },
}

/** Light or dark, in this browser. */
export default function AppearanceSection() {
  return (
    <section class="stack" aria-labelledby="appearance">
      <h2 id="appearance">Appearance</h2>
      <fieldset class="field">
        <legend class="label">Theme</legend>
        <span class="hint">Kept in this browser.</span>
        <div class="theme-choice">
          <For each={THEMES}>
            {(each) => (
              <label class="theme-card" data-theme-card={each}>
                <input
                  type="radio"
                  name="theme"
                  checked={theme() === each}
                  onChange={() => chooseTheme(each)}
                />
                <span>
                  <strong>{WORDS[each].text}</strong>
                  <span class="quiet">{WORDS[each].means}</span>
                </span>
              </label>
            )}
          </For>
        </div>
      </fieldset>
      <fieldset class="field">
        <legend class="label">Inbox</legend>
        <label class="check">
          <input
            type="checkbox"
            checked={goesOn()}
            onChange={(event) => chooseGoesOn(event.currentTarget.checked)}
          />
          After a decision, go on to the next item
        </label>
      </fieldset>
    </section>
  )
}
