import { createUniqueId, For, Match, Switch } from 'solid-js'
import { AS_TYPED } from '../as-typed.ts'
import type { TypedWhere, WhereArgument } from './typed-where.ts'

const PLACEHOLDERS: Record<WhereArgument['kind'], string> = {
  text: 'any, or e.g. src/**',
  words: 'any, or e.g. npm test **',
  switch: '',
}

/** A pattern for each argument of a tool; left empty, any will do. */
export function WhereFields(props: {
  args: readonly WhereArgument[]
  value: TypedWhere
  onChange: (name: string, text: string) => void
}) {
  const id = createUniqueId()
  return (
    <div class="where-fields">
      <For each={props.args}>
        {(argument) => (
          <>
            <label for={`${id}-${argument.name}`}>{argument.label} is</label>
            <Switch>
              <Match when={argument.kind === 'switch'}>
                <select
                  id={`${id}-${argument.name}`}
                  value={props.value[argument.name] ?? ''}
                  onChange={(event) => props.onChange(argument.name, event.currentTarget.value)}
                >
                  <option value="">not set</option>
                  <option value="true">yes</option>
                  <option value="false">no</option>
                </select>
              </Match>
              <Match when={true}>
                <input
                  {...AS_TYPED}
                  id={`${id}-${argument.name}`}
                  class="mono"
                  maxlength="1000"
                  placeholder={PLACEHOLDERS[argument.kind]}
                  value={props.value[argument.name] ?? ''}
                  onInput={(event) => props.onChange(argument.name, event.currentTarget.value)}
                />
              </Match>
            </Switch>
          </>
        )}
      </For>
    </div>
  )
}
