import type { BudgetLimits, RunTemplateView, ScheduleView } from '@pm-bot/domain'
import { useNavigate } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import { proposeTemplate, removeTemplate } from '../../api/templates.ts'
import { Ago } from '../../ui/ago.tsx'
import { limitsInWords } from '../../ui/budget/limits-words.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { createCommand } from '../../ui/create-command.ts'
import { Icon } from '../../ui/icon.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { RawJson } from '../../ui/raw-json.tsx'
import { plural } from '../../ui/time.ts'
import { announce } from '../../ui/toast.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'

/** One template, and what can be done with it. */
export function TemplateRow(props: {
  template: RunTemplateView
  schedules: readonly ScheduleView[]
  onSchedule: () => void
}) {
  const navigate = useNavigate()
  const [isRemoving, setRemoving] = createSignal(false)
  const template = () => props.template
  const limits = () => limitsInWords((template().budget ?? {}) as BudgetLimits)
  const propose = createCommand(async (id: string, key) => {
    const run = await proposeTemplate(id, key)
    announce({ text: 'Proposed. It starts when you approve it.', link: { href: '/inbox', text: 'Inbox' } })
    navigate(`/runs/${run.id}`)
  })

  return (
    <li class="template-row">
      <div class="template-text">
        <h2 class="row-title">
          <VisibleText text={template().name} />
        </h2>
        <p class="row-under wrapping">
          <span>
            <VisibleText text={template().goal} />
          </span>
          <span>
            in{' '}
            <a href={`/repos/${template().repoId}`}>
              <VisibleText text={template().repoName} />
            </a>
          </span>
        </p>
        <p class="row-under wrapping">
          <span>
            <code class="break">
              <VisibleText text={template().graphId} />
            </code>
          </span>
          <Show when={limits()}>{(words) => <span>at most {words()}</span>}</Show>
          <Show when={props.schedules.length > 0}>
            <span>
              <a href="/schedules">{plural(props.schedules.length, 'schedule')}</a>
            </span>
          </Show>
          <span>
            changed <Ago at={template().updatedAt} suffix=" ago" />
          </span>
        </p>
        <RawJson value={contentOf(template())} summary="what it proposes (JSON)" />
      </div>
      <div class="buttons">
        <button
          type="button"
          class="button primary"
          disabled={propose.isPending()}
          onClick={() => propose.run(template().id)}
        >
          Propose a run<span class="sr-only"> of {template().name}</span>
        </button>
        <button type="button" class="button" onClick={() => props.onSchedule()}>
          <Icon name="waiting" /> Schedule…<span class="sr-only"> {template().name}</span>
        </button>
        <button type="button" class="button" onClick={() => setRemoving(true)}>
          Remove…<span class="sr-only"> {template().name}</span>
        </button>
      </div>
      <ProblemNote problem={propose.problem()} />
      <Show when={isRemoving()}>
        <ConfirmDialog
          title="Remove this template?"
          action="Remove template"
          onConfirm={() => removeTemplate(template())}
          onClose={() => setRemoving(false)}
        >
          <p>Its runs stay. A template that a schedule proposes cannot be removed before the schedule is.</p>
        </ConfirmDialog>
      </Show>
    </li>
  )
}

const contentOf = ({ goal, graphId, spec, tools, budget }: RunTemplateView) => ({
  goal,
  graphId,
  spec,
  tools,
  budget,
})
