import type { CreateRunTemplateBody, RunView } from '@pm-bot/domain'
import { createSignal } from 'solid-js'
import { createIntent } from '../../api/intent.ts'
import { createTemplate } from '../../api/templates.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { announce } from '../../ui/toast.tsx'

/** Keeps what was proposed under a name, to be proposed again by a person or a schedule. */
export function SaveTemplateDialog(props: { run: RunView; onClose: () => void }) {
  const [name, setName] = createSignal(props.run.goal.slice(0, 100))
  const intent = createIntent()

  async function save() {
    const { repoId, goal, graphId, spec, tools, budget } = props.run
    const body: CreateRunTemplateBody = {
      name: name().trim(),
      repoId,
      goal,
      graphId,
      spec,
      ...(tools ? { tools } : {}),
      ...(budget ? { budget } : {}),
    }
    await createTemplate(body, intent.keyFor(body))
    announce({ text: 'Saved as a template.', link: { href: '/templates', text: 'Templates' } })
  }

  return (
    <ConfirmDialog
      title="Save as a template?"
      action="Save template"
      keep="Not now"
      isHarmless
      disabled={name().trim() === ''}
      onConfirm={save}
      onClose={props.onClose}
    >
      <p>
        Goal, spec, rules for tools and budget are kept under a name. A run of it is proposed from the
        templates, or by a schedule, and starts when it is approved.
      </p>
      <label class="field">
        <span class="label">Name</span>
        <input maxlength="100" value={name()} onInput={(event) => setName(event.currentTarget.value)} />
      </label>
    </ConfirmDialog>
  )
}
