import { createSignal, For, Show } from 'solid-js'
import { described } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { shellWords, splitArgv } from './split-argv.ts'

/** A list of arguments, each editable; a line typed or pasted into the last box is split into them. */
export function ArgvField(props: {
  id: string
  label: string
  hint: string | undefined
  problem: string | undefined
  value: string[]
  onChange: (value: string[]) => void
  /** How a typed line becomes words; as a shell would read it unless said. */
  split?: (line: string) => ReturnType<typeof splitArgv>
}) {
  const [line, setLine] = createSignal('')
  const [lineProblem, setLineProblem] = createSignal<string>()
  const without = (index: number) => props.value.toSpliced(index, 1)

  function add(): void {
    const split = (props.split ?? splitArgv)(line())
    if ('problem' in split) return void setLineProblem(split.problem)
    setLineProblem(undefined)
    if (split.argv.length === 0) return
    setLine('')
    props.onChange([...props.value, ...split.argv])
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.metaKey && !event.ctrlKey && line().trim() !== '') {
      event.preventDefault()
      add()
    }
    if (event.key === 'Backspace' && line() === '') props.onChange(props.value.slice(0, -1))
  }

  return (
    <div class="argv-field">
      <ol class="argv" aria-label={`${props.label}, arguments`}>
        <For each={props.value.map((_, index) => index)}>
          {(index) => (
            <li>
              <input
                size={Math.max(1, Math.min(60, props.value[index]?.length ?? 1))}
                value={props.value[index] ?? ''}
                aria-label={`${props.label}, argument ${index + 1}`}
                onChange={(event) => props.onChange(props.value.with(index, event.currentTarget.value))}
              />
              <button
                type="button"
                aria-label={`Remove argument ${index + 1}`}
                onClick={() => props.onChange(without(index))}
              >
                <Icon name="close" />
              </button>
            </li>
          )}
        </For>
      </ol>
      <input
        {...described(props.id, props.hint, props.problem)}
        class="mono"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        placeholder={props.value.length === 0 ? 'npm test -- --run' : 'add more, e.g. --verbose'}
        value={line()}
        onInput={(event) => setLine(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={add}
      />
      <Show when={lineProblem()}>
        <p class="field-problem">{lineProblem()}</p>
      </Show>
      <Show when={shellWords(props.value).length > 0}>
        <p class="hint warn">
          No shell stands between: {shellWords(props.value).join(' ')} goes to the program as it is. For a
          shell, use <code>sh -c '…'</code>.
        </p>
      </Show>
    </div>
  )
}
