import type { InboxItemView } from '@pm-bot/domain'
import { onCleanup, onMount } from 'solid-js'
import type { PagedRead } from '../../api/create-page-reads.ts'
import { MoreButton } from '../../ui/more-button.tsx'

/** How far from its end a list is read on: what comes is there before it is seen. */
const AHEAD = '1500px'

/** Reads the next page when the end of the list comes near; whoever does not scroll has a button. */
export default function ReadOn(props: { read: PagedRead<InboxItemView> }) {
  let end!: HTMLDivElement
  onMount(() => {
    const root = end.closest('.pane-scroll')
    const observer = new IntersectionObserver(
      ([entry]) => entry?.isIntersecting && !props.read.isReadingMore() && props.read.more(),
      { root, rootMargin: `${AHEAD} 0px` },
    )
    observer.observe(end)
    onCleanup(() => observer.disconnect())
  })
  return (
    <div ref={end} class="read-on">
      <MoreButton read={props.read} />
    </div>
  )
}
