import type { RepoView } from '@pm-bot/domain'
import { Show } from 'solid-js'
import { createTools } from '../../../api/tools.ts'
import { described, Field } from '../../../ui/field.tsx'
import { onKey } from '../../../ui/keyboard/on-key.ts'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { createPolicyForm } from './create-policy-form.ts'
import { PolicyLimits } from './policy-limits.tsx'
import { PolicyRules } from './policy-rules.tsx'
import { PollFields } from './poll-fields.tsx'

const PLACES_HINT = 'Others wait for a place. From 1 to 64; empty is as many as usual.'

/** Everything that is set for a repository, saved at once. */
export default function PolicyForm(props: { repo: RepoView }) {
  const tools = createTools()
  const form = createPolicyForm(
    () => props.repo,
    () => tools.data() ?? [],
  )
  let formElement!: HTMLFormElement

  function submit() {
    form.save()
    queueMicrotask(() => formElement.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
  }

  onKey('send', () => formElement.requestSubmit())

  return (
    <form
      ref={formElement}
      class="stack form policy"
      aria-label="Policy"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <p class="hint">
        For runs that are proposed from now on, where their proposal says nothing else. Runs, templates and
        schedules that are there keep what they have.
      </p>
      <PolicyRules form={form} />
      <PolicyLimits form={form} />
      <Field id="places" label="Runs at work at once" hint={PLACES_HINT} problem={form.problem('places')}>
        <input
          {...described('places', PLACES_HINT, form.problem('places'))}
          class="short"
          inputmode="numeric"
          autocomplete="off"
          value={form.typed().places}
          onInput={(event) => form.set({ places: event.currentTarget.value })}
        />
      </Field>
      <Show when={props.repo.source === 'github'}>
        <PollFields form={form} />
      </Show>
      <ProblemNote problem={tools.error()} onRetry={tools.again} />
      <ProblemNote problem={form.refusal()} />
      <div class="buttons">
        <button type="submit" class="button primary" disabled={!form.isChanged() || form.isPending()}>
          Save policy
        </button>
        <button type="button" class="button" disabled={!form.isChanged()} onClick={() => form.discard()}>
          Discard changes
        </button>
      </div>
    </form>
  )
}
