import { For, Match, Switch } from 'solid-js'
import { ArgvChips } from './argv-chips.tsx'
import { isTexts } from './is-texts.ts'
import { lineOf } from './line-of.ts'
import { nameInWords } from './name-in-words.ts'
import { VisibleText } from './visible-text.tsx'

/** What a graph was told, member by member; lists of arguments as chips. */
export function SpecView(props: { spec: unknown }) {
  const members = () => Object.entries((props.spec ?? {}) as Record<string, unknown>)
  return (
    <For each={members()}>
      {([name, value]) => (
        <div class="fact">
          <dt>
            <VisibleText text={nameInWords(name)} />
          </dt>
          <dd>
            <Switch
              fallback={
                <code>
                  <VisibleText text={JSON.stringify(value)} />
                </code>
              }
            >
              <Match when={isTexts(value) && value}>
                {(texts) => <ArgvChips argv={texts()} label={nameInWords(name)} />}
              </Match>
              <Match when={isLists(value) && value}>
                {(commands) => (
                  <ul>
                    <For each={commands()}>
                      {(argv) => (
                        <li>
                          <code class="break">
                            <VisibleText text={lineOf(argv)} />
                          </code>
                        </li>
                      )}
                    </For>
                  </ul>
                )}
              </Match>
              <Match when={typeof value === 'string' && value}>
                {(text) => (
                  <span class="prose">
                    <VisibleText text={text()} keepsLines />
                  </span>
                )}
              </Match>
            </Switch>
          </dd>
        </div>
      )}
    </For>
  )
}

/** Commands, each a list of arguments. */
const isLists = (value: unknown): value is string[][] =>
  Array.isArray(value) && value.length > 0 && value.every(isTexts)
