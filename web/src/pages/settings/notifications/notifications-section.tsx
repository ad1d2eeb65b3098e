import type { NotifierView } from '@pm-bot/domain'
import { createSignal, type JSX, Show } from 'solid-js'
import { createNotifiers, removeNotifier, testNotifier } from '../../../api/notifiers.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { createCommand } from '../../../ui/create-command.ts'
import { createListKeys } from '../../../ui/create-list-keys.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { KeyHint } from '../../../ui/keyboard/key-hint.tsx'
import { onKey } from '../../../ui/keyboard/on-key.ts'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { Rows } from '../../../ui/rows.tsx'
import { announce } from '../../../ui/toast.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { LinksNote } from './links-note.tsx'
import { NotifierDialog } from './notifier-dialog.tsx'
import { NotifierRow } from './notifier-row.tsx'

/** What reaches the operator away from the page. */
export default function NotificationsSection() {
  const notifiers = createNotifiers()
  const [selected, setSelected] = createSignal<string>()
  const [open, setOpen] = createSignal<NotifierView | 'new'>()
  const [removing, setRemoving] = createSignal<NotifierView>()
  const test = createCommand(testNotifier)
  const find = (id: string | undefined) => notifiers.data()?.find((each) => each.id === id)

  createListKeys({
    rows: () => (notifiers.data() ?? []).map(({ id }) => id),
    selected,
    select: setSelected,
    open: (id) => setOpen(find(id)),
  })
  onKey('add-notifier', () => setOpen('new'))
  onKey('test-notifier', () => {
    const notifier = find(selected())
    if (notifier) test.run(notifier.id)
  })

  const add = () => (
    <button type="button" class="button primary" onClick={() => setOpen('new')}>
      <Icon name="plus" /> Add a notifier <KeyHint command="add-notifier" />
    </button>
  )
  return (
    <section class="stack" aria-labelledby="notifications">
      <header class="page-head">
        <h2 id="notifications">Notifications</h2>
        <Show when={(notifiers.data()?.length ?? 0) > 0}>{add()}</Show>
      </header>
      <p class="quiet">
        What waits in the inbox reaches you away from the page. Notices say that something waits, of which
        kind and in which repository, with a link; never what it holds. Deciding needs your session.
      </p>
      <ProblemNote problem={notifiers.error()} onRetry={notifiers.again} />
      <ProblemNote problem={test.problem()} />
      <Show
        when={notifiers.data()}
        fallback={
          <Show when={notifiers.isWaiting()}>
            <Waiting label="notifiers" rows={2} />
          </Show>
        }
      >
        {(known) => (
          <Show when={known().length > 0} fallback={<Nobody>{add()}</Nobody>}>
            <LinksNote notifiers={known()} />
            <ul class="card rows" aria-label="Notifiers">
              <Rows each={known()} key={({ id }) => id}>
                {(notifier) => (
                  <NotifierRow
                    notifier={notifier()}
                    isSelected={selected() === notifier().id}
                    onChange={() => setOpen(notifier())}
                    onRemove={() => setRemoving(notifier())}
                  />
                )}
              </Rows>
            </ul>
          </Show>
        )}
      </Show>
      <Show when={open()} keyed>
        {(which) => (
          <NotifierDialog notifier={which === 'new' ? undefined : which} onClose={() => setOpen(undefined)} />
        )}
      </Show>
      <Show when={removing()} keyed>
        {(notifier) => <RemoveDialog notifier={notifier} onClose={() => setRemoving(undefined)} />}
      </Show>
    </section>
  )
}

function RemoveDialog(props: { notifier: NotifierView; onClose: () => void }) {
  async function remove() {
    await removeNotifier(props.notifier)
    announce({ text: 'The notifier is removed, and its secret with it.' })
  }
  return (
    <ConfirmDialog
      title={`Remove ${props.notifier.name}?`}
      action="Remove it"
      onConfirm={remove}
      onClose={props.onClose}
    >
      <p>What it has not said yet is not said. Everything stays in the inbox.</p>
    </ConfirmDialog>
  )
}

function Nobody(props: { children: JSX.Element }) {
  return (
    <EmptyState icon="comment" title="Nothing reaches you away from the page">
      <p>
        Be told by ntfy, a webhook, e-mail or this browser when something waits for you: of some kinds, from
        some risk on, and not at night.
      </p>
      {props.children}
    </EmptyState>
  )
}
