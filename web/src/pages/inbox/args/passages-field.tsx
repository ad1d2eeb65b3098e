import { For } from 'solid-js'
import { AS_TYPED } from '../../../ui/as-typed.ts'
import type { Passage } from './passages.ts'

/** What stands there, and what is to stand there instead, each as it is typed. */
export function PassagesField(props: {
  /** Of the first control. */
  id: string
  value: readonly Passage[]
  isInvalid: boolean
  onChange: (passages: readonly Passage[]) => void
}) {
  const change = (index: number, part: Partial<Passage>) =>
    props.onChange(props.value.map((passage, at) => (at === index ? { ...passage, ...part } : passage)))
  const Part = (own: { index: number; part: 'old' | 'new' }) => {
    const value = () => props.value[own.index]?.[own.part] ?? ''
    return (
      <textarea
        {...AS_TYPED}
        id={own.index === 0 && own.part === 'old' ? props.id : undefined}
        class={`mono ${own.part === 'old' ? 'before' : 'after'}`}
        aria-label={`${own.part === 'old' ? 'Replace' : 'With'}, passage ${own.index + 1}`}
        aria-invalid={props.isInvalid && own.part === 'old' && value() === '' ? 'true' : undefined}
        rows={Math.min(8, Math.max(2, value().split('\n').length))}
        value={value()}
        onInput={(event) => change(own.index, { [own.part]: event.currentTarget.value })}
      />
    )
  }

  return (
    <ol class="passages">
      <For each={props.value.map((_, index) => index)}>
        {(index) => (
          <li>
            <Part index={index} part="old" />
            <Part index={index} part="new" />
            <span class="passage-foot">
              <label class="check">
                <input
                  type="checkbox"
                  checked={props.value[index]?.all === true}
                  onChange={(event) => change(index, { all: event.currentTarget.checked })}
                />
                Wherever it stands
              </label>
              <button
                type="button"
                class="button small"
                onClick={() => props.onChange(props.value.toSpliced(index, 1))}
              >
                Leave this one out
              </button>
            </span>
          </li>
        )}
      </For>
    </ol>
  )
}
