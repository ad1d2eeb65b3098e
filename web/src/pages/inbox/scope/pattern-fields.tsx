import { For, Show } from 'solid-js'
import { AS_TYPED } from '../../../ui/as-typed.ts'
import { described, Field } from '../../../ui/field.tsx'
import { nameInWords } from '../../../ui/name-in-words.ts'
import { splitPatterns } from '../../../ui/tools/split-patterns.ts'
import { spellOut } from '../../../ui/visible-pieces.ts'
import { VisibleText } from '../../../ui/visible-text.tsx'
import { ArgvField } from '../../new-run/argv-field.tsx'
import type { Patterns } from './scope-choice.ts'

const HINT = '* is anything within a part, ** at the end is whatever else follows.'

/** A backslash stays: without it `\*` would be any word, and the grant wider than was typed. */
function readPatterns(line: string) {
  const argv = splitPatterns(line)
  return argv ? { argv } : { problem: 'A quote is never closed.' }
}

/** Which calls are “like it”: by argument, from exactly this one to whatever patterns take. */
export function PatternFields(props: {
  tool: string
  patterns: Patterns
  onChange: (name: string, pattern: string | string[]) => void
}) {
  const names = () => Object.keys(props.patterns)
  return (
    <section class="stack patterns" aria-label="Calls like it">
      <p class="hint">
        “Like it” means: the tool{' '}
        <code>
          <VisibleText text={props.tool} />
        </code>
        {names().length > 0
          ? ' with these arguments. Make a pattern wider if you mean more.'
          : ', with any arguments.'}
      </p>
      <For each={names()}>
        {(name) => {
          const id = `pattern-${name}`
          const label = `${spellOut(nameInWords(name))} is`
          const one = () => {
            const pattern = props.patterns[name]
            return typeof pattern === 'string' ? pattern : undefined
          }
          return (
            <Field id={id} label={label} hint={HINT}>
              <Show
                when={one() !== undefined}
                fallback={
                  <ArgvField
                    id={id}
                    label={label}
                    hint={HINT}
                    problem={undefined}
                    value={[...(props.patterns[name] ?? [])]}
                    split={readPatterns}
                    onChange={(words) => props.onChange(name, words)}
                  />
                }
              >
                <input
                  {...described(id, HINT, undefined)}
                  {...AS_TYPED}
                  class="mono"
                  value={one() ?? ''}
                  onInput={(event) => props.onChange(name, event.currentTarget.value)}
                />
              </Show>
            </Field>
          )
        }}
      </For>
    </section>
  )
}
