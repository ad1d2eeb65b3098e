import { Show } from 'solid-js'
import type { PagedRead } from '../api/create-page-reads.ts'

export function MoreButton<Item>(props: { read: PagedRead<Item> }) {
  return (
    <Show when={props.read.hasMore()}>
      <button
        type="button"
        class="button more"
        disabled={props.read.isReadingMore()}
        onClick={() => props.read.more()}
      >
        Show more
      </button>
    </Show>
  )
}
