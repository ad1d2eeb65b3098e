export function InboxTabs(props: { isDone: boolean; waiting: number }) {
  return (
    <nav class="segments" aria-label="Inbox views">
      <a href="/inbox" aria-current={props.isDone ? undefined : 'page'}>
        Needs you <span class="group-count">{props.waiting}</span>
      </a>
      <a href="/inbox?show=done" aria-current={props.isDone ? 'page' : undefined}>
        Done
      </a>
    </nav>
  )
}
