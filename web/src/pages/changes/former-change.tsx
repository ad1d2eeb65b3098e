import { commentsIn } from '@pm-bot/domain'
import { type JSX, Show } from 'solid-js'
import { createChangeset } from '../../api/changesets.ts'
import { createInboxItem } from '../../api/inbox.ts'
import { Icon } from '../../ui/icon.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { SaidOnLines } from '../inbox/said-on-lines.tsx'

/** What was said to the change before this one, and what became of it. */
export function FormerChange(props: { formerId: string; children: JSX.Element }) {
  const former = createChangeset(() => props.formerId)
  const item = createInboxItem(() => former.data()?.itemId ?? undefined)
  const decision = () => item.data()?.decision ?? null

  return (
    <section class="note blue" aria-label="The change before">
      <Icon name="retry" />
      <div class="stack former-change">
        <p>
          It takes the place of <a href={`/changes/${props.formerId}`}>an earlier change</a>
          <Show when={decision()?.reason} fallback=".">
            {(reason) => (
              <>
                , to which you said: “<VisibleText text={reason()} keepsLines />”
              </>
            )}
          </Show>
        </p>
        <Show when={commentsIn(decision()).length > 0}>
          <SaidOnLines comments={commentsIn(decision())} />
        </Show>
        {props.children}
      </div>
    </section>
  )
}
