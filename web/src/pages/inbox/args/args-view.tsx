import type { Json } from '@pm-bot/domain'
import { For, Match, Show, Switch } from 'solid-js'
import { ArgvChips } from '../../../ui/argv-chips.tsx'
import { Fact } from '../../../ui/fact.tsx'
import { isTexts } from '../../../ui/is-texts.ts'
import { nameInWords } from '../../../ui/name-in-words.ts'
import { RawText } from '../../../ui/raw-json.tsx'
import { spellOut } from '../../../ui/visible-pieces.ts'
import { VisibleText } from '../../../ui/visible-text.tsx'
import { type Passage, passagesOf } from './passages.ts'

/** A call's arguments, member by member and exactly as they would be passed. */
export function ArgsView(props: { args: Json }) {
  const members = () =>
    typeof props.args === 'object' && props.args !== null && !Array.isArray(props.args)
      ? Object.entries(props.args)
      : []
  return (
    <section class="stack" aria-label="Arguments">
      <dl class="facts">
        <For each={members()}>
          {([name, value]) => (
            <Fact name={spellOut(nameInWords(name))}>
              <ArgView value={value} label={nameInWords(name)} />
            </Fact>
          )}
        </For>
      </dl>
      <Show when={members().length === 0}>
        <p class="quiet">Without arguments.</p>
      </Show>
      <RawText text={JSON.stringify(props.args, null, 2)} summary="Arguments as JSON" />
    </section>
  )
}

function ArgView(props: { value: Json; label: string }) {
  return (
    <Switch
      fallback={
        <code class="break">
          <VisibleText text={JSON.stringify(props.value)} />
        </code>
      }
    >
      <Match when={isTexts(props.value) && props.value}>
        {(words) => <ArgvChips argv={words()} label={props.label} />}
      </Match>
      <Match when={typeof props.value === 'string' && { text: props.value }}>
        {(value) => <TextArg text={value().text} />}
      </Match>
      <Match when={passagesOf(props.value)}>{(passages) => <Passages passages={passages()} />}</Match>
      <Match when={typeof props.value === 'boolean'}>{props.value === true ? 'Yes' : 'No'}</Match>
    </Switch>
  )
}

function TextArg(props: { text: string }) {
  return (
    <Show when={props.text !== ''} fallback={<span class="quiet">(empty)</span>}>
      <Show
        when={props.text.includes('\n') || props.text.length > 200}
        fallback={
          <code class="break">
            <VisibleText text={props.text} />
          </code>
        }
      >
        <pre class="exact">
          <VisibleText text={props.text} keepsLines />
        </pre>
      </Show>
    </Show>
  )
}

/** What stands there, and what is to stand there instead. */
function Passages(props: { passages: Passage[] }) {
  return (
    <ol class="passages">
      <For each={props.passages}>
        {(passage) => (
          <li>
            <Show when={passage.all}>
              <p class="quiet">Wherever it stands:</p>
            </Show>
            <pre class="exact before">
              <span class="sr-only">Before: </span>
              <VisibleText text={passage.old} keepsLines />
            </pre>
            <pre class="exact after">
              <span class="sr-only">After: </span>
              <Show when={passage.new !== ''} fallback={<span class="quiet">(nothing)</span>}>
                <VisibleText text={passage.new} keepsLines />
              </Show>
            </pre>
          </li>
        )}
      </For>
    </ol>
  )
}
