import { createMemo, For, type JSX } from 'solid-js'

/** Rows that live as long as their key does, however often the list is read again. */
export function Rows<Item>(props: {
  each: readonly Item[]
  key: (item: Item) => string
  fallback?: JSX.Element
  children: (item: () => Item) => JSX.Element
}) {
  const byKey = createMemo(() => new Map(props.each.map((item) => [props.key(item), item])))
  const keys = createMemo(() => [...byKey().keys()])

  return (
    <For each={keys()} fallback={props.fallback}>
      {(key) => {
        const first = byKey().get(key) as Item
        // On its way out, a row shows what it showed.
        const item = createMemo<Item>((last) => byKey().get(key) ?? last, first)
        return props.children(item)
      }}
    </For>
  )
}
