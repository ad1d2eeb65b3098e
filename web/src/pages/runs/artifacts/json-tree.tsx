import { createSignal, For, Show } from 'solid-js'
import { plural } from '../../../ui/time.ts'
import { VisibleText } from '../../../ui/visible-text.tsx'

/** Of a longer list or text, the rest is in the download. */
const MOST_ENTRIES = 200
const MOST_CHARACTERS = 2000

/** Any JSON, folded below its first level. What is folded is not laid out. */
export function JsonTree(props: { value: unknown }) {
  return (
    <ul class="json-tree mono" aria-label="JSON">
      <Entries value={props.value} isOpen />
    </ul>
  )
}

function Entries(props: { value: unknown; isOpen?: boolean }) {
  const entries = () => entriesOf(props.value) ?? [['', props.value] as const]
  return (
    <>
      <For each={entries().slice(0, MOST_ENTRIES)}>
        {([name, value]) => (
          <li>
            <Show
              when={entriesOf(value)}
              fallback={
                <>
                  <Name name={name} />
                  <Plain value={value} />
                </>
              }
            >
              {(inner) => <Folded name={name} value={value} count={inner().length} isOpen={props.isOpen} />}
            </Show>
          </li>
        )}
      </For>
      <Show when={entries().length > MOST_ENTRIES}>
        <li class="quiet">{plural(entries().length - MOST_ENTRIES, 'more entry', 'more entries')}</li>
      </Show>
    </>
  )
}

function Folded(props: { name: string; value: unknown; count: number; isOpen: boolean | undefined }) {
  const [isOpen, setOpen] = createSignal(props.isOpen === true && props.count > 0 && props.count <= 20)
  return (
    <details open={isOpen()} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Name name={props.name} />
        <span class="quiet">
          {Array.isArray(props.value)
            ? `[${plural(props.count, 'entry', 'entries')}]`
            : `{${plural(props.count, 'field')}}`}
        </span>
      </summary>
      <Show when={isOpen()}>
        <ul>
          <Entries value={props.value} />
        </ul>
      </Show>
    </details>
  )
}

function Name(props: { name: string }) {
  return (
    <Show when={props.name !== ''}>
      <span class="json-name">
        <VisibleText text={props.name} />
      </span>
    </Show>
  )
}

function Plain(props: { value: unknown }) {
  const text = () => (typeof props.value === 'string' ? props.value : JSON.stringify(props.value))
  return (
    <span data-type={typeof props.value}>
      <VisibleText text={text().slice(0, MOST_CHARACTERS)} keepsLines />
      <Show when={text().length > MOST_CHARACTERS}>
        <span class="quiet"> … {text().length} characters in all</span>
      </Show>
    </span>
  )
}

/** Of an object its fields, of a list its entries by number; undefined for a plain value. */
function entriesOf(value: unknown): Array<readonly [string, unknown]> | undefined {
  return typeof value === 'object' && value !== null ? Object.entries(value) : undefined
}
