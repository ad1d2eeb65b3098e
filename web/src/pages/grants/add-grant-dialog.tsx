import type { GrantSuggestionView, RepoView, ToolView } from '@pm-bot/domain'
import { createMemo, For, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { addGrant } from '../../api/grants.ts'
import { createIntent } from '../../api/intent.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { announce } from '../../ui/toast.tsx'
import { whereArguments } from '../../ui/tools/typed-where.ts'
import { WhereFields } from '../../ui/tools/where-fields.tsx'
import { spellOut } from '../../ui/visible-pieces.ts'
import { grantOf, newGrant, type TypedGrant } from './grant-of.ts'

/** Allows calls of a tool beforehand. */
export function AddGrantDialog(props: {
  tools: ToolView[]
  repos: RepoView[]
  /** What it is filled in with. */
  suggested?: GrantSuggestionView | undefined
  onClose: () => void
}) {
  const [typed, setTyped] = createStore<TypedGrant>(newGrant(props.suggested))
  const intent = createIntent()
  const tool = () => props.tools.find(({ id }) => id === (typed.tool || 'run')) ?? props.tools[0]
  const args = createMemo(() => whereArguments(tool()?.argsSchema))

  async function give() {
    const read = grantOf({ ...typed, tool: tool()?.id ?? '' }, args(), Date.now())
    if ('problem' in read) throw new Error(read.problem)
    await addGrant(read.body, intent.keyFor(read.body))
    announce({ text: 'Given. Items that waited for such a call are released.' })
  }

  return (
    <ConfirmDialog
      title="Give a grant"
      action="Give it"
      keep="Not now"
      isHarmless
      onConfirm={give}
      onClose={props.onClose}
    >
      <p>Calls that fit are made without asking you, where the rules of a run ask about them.</p>
      <Field id="grant-tool" label="Tool">
        <select
          id="grant-tool"
          value={tool()?.id ?? ''}
          onChange={(event) => setTyped({ tool: event.currentTarget.value, where: {} })}
        >
          <For each={props.tools}>
            {(each) => (
              <option value={each.id} selected={each.id === tool()?.id}>
                {each.title} ({each.id})
              </option>
            )}
          </For>
        </select>
      </Field>
      <fieldset class="stack small-gap">
        <legend class="label">Only where</legend>
        <WhereFields
          args={args()}
          value={typed.where}
          onChange={(name, text) => setTyped('where', { [name]: text })}
        />
        <p class="hint">
          In a path * takes one name and ** the rest; in a command each word has its pattern, and ** at the
          end takes any more. Network is covered only when it is named.
        </p>
      </fieldset>
      <Field id="grant-repo" label="Repository">
        <select
          id="grant-repo"
          value={typed.repoId}
          onChange={(event) => setTyped('repoId', event.currentTarget.value)}
        >
          <option value="">Any</option>
          <For each={props.repos}>
            {(repo) => (
              <option value={repo.id} selected={repo.id === typed.repoId}>
                {spellOut(repo.fullName)}
              </option>
            )}
          </For>
        </select>
      </Field>
      <div class="pair">
        <Field id="grant-uses" label="How often" hint="Empty is any number.">
          <input
            id="grant-uses"
            inputmode="numeric"
            autocomplete="off"
            value={typed.uses}
            onInput={(event) => setTyped('uses', event.currentTarget.value)}
          />
        </Field>
        <Field id="grant-until" label="Until the end of" hint="Empty is until you revoke it.">
          <input
            id="grant-until"
            type="date"
            value={typed.untilDay}
            onInput={(event) => setTyped('untilDay', event.currentTarget.value)}
          />
        </Field>
      </div>
      <Show when={tool()?.effect === 'outside' || args().some(({ name }) => name === 'network')}>
        <label class="check">
          <input
            type="checkbox"
            checked={typed.coversTainted}
            onChange={(event) => setTyped('coversTainted', event.currentTarget.checked)}
          />
          Also for calls that reach outside after the run has read text from outside or private content
        </label>
      </Show>
    </ConfirmDialog>
  )
}
