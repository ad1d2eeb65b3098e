import { assertVersion } from '../actor/assert-version.ts'
import { type StartContent, startHash } from '../run/start-hash.ts'
import { canonicalJson } from '../values/canonical-json.ts'
import { DomainError } from '../values/errors.ts'
import type { FiringAnswer, ProposeHere, ProposeScheduled } from './scheduled-messages.ts'

/** The whole state of a template's actor: a proposal with a name, to be made again. */
export interface RunTemplate {
  /** Empty until created. */
  templateId: string
  /** The turn that last changed it. */
  version: number
  workspaceId: string
  name: string
  content: StartContent
  status: 'active' | 'removed'
}

export const NEW_RUN_TEMPLATE: RunTemplate = {
  templateId: '',
  version: 0,
  workspaceId: '',
  name: '',
  content: { repoId: '', goal: '', graphId: '', spec: null },
  status: 'removed',
}

export type RunTemplateCommand =
  | {
      type: 'create-run-template'
      templateId: string
      workspaceId: string
      name: string
      content: StartContent
      by: string
    }
  /** What is not named stays. */
  | {
      type: 'change-run-template'
      name?: string
      content?: StartContent
      ifVersion: number | null
      by: string
    }
  /** `schedules`: those that would have nothing to propose any more. */
  | { type: 'remove-run-template'; schedules: number; ifVersion: number | null; by: string }
  | ProposeScheduled

export type RunTemplateEvent =
  | {
      type: 'run-template-created'
      templateId: string
      workspaceId: string
      name: string
      content: StartContent
      contentHash: string
      by: string
    }
  | { type: 'run-template-changed'; name: string; content: StartContent; contentHash: string; by: string }
  | { type: 'run-template-removed'; by: string }
  | { type: 'scheduled-handed-on'; repoId: string; message: ProposeHere }
  | { type: 'scheduled-declined'; scheduleId: string; answer: FiringAnswer }
  | { type: 'command-refused'; command: string; code: string; message: string; by: string | null }

/** @throws DomainError when a rule refuses the command */
export function decideRunTemplate(template: RunTemplate, command: RunTemplateCommand): RunTemplateEvent[] {
  if (command.type === 'propose-scheduled') return [handOn(template, command)]
  if (command.type === 'create-run-template') {
    if (template.templateId !== '')
      throw new DomainError('transition_refused', 'this template was made before')
    const { type: _, ...facts } = command
    return [{ type: 'run-template-created', ...facts, contentHash: startHash(facts.content) }]
  }
  if (template.status === 'removed') throw new DomainError('not_found', 'there is no such template')
  assertVersion('template', template.version, command.ifVersion)
  const { by } = command
  switch (command.type) {
    case 'change-run-template': {
      const { name = template.name, content = template.content } = command
      const isSame =
        name === template.name && canonicalJson({ ...content }) === canonicalJson({ ...template.content })
      if (isSame) return []
      return [{ type: 'run-template-changed', name, content, contentHash: startHash(content), by }]
    }
    case 'remove-run-template':
      if (command.schedules > 0) throw templateInUse(command.schedules)
      return [{ type: 'run-template-removed', by }]
  }
}

export function templateInUse(schedules: number): DomainError {
  const what = schedules === 1 ? 'a schedule that proposes' : `${schedules} schedules that propose`
  return new DomainError('transition_refused', `this template has ${what} it; remove what is left first`, {
    schedules,
  })
}

function handOn(
  { templateId, status, content }: RunTemplate,
  { scheduleId, runId, dueAt }: ProposeScheduled,
): RunTemplateEvent {
  if (status === 'removed') {
    const answer = { type: 'firing-skipped' as const, runId, reason: 'Its template is gone.' }
    return { type: 'scheduled-declined', scheduleId, answer }
  }
  const { repoId, ...proposed } = content
  const proposal = {
    runId,
    ...proposed,
    retryOf: null,
    origin: { templateId, scheduleId, dueAt },
    by: `schedule:${scheduleId}`,
  }
  const message: ProposeHere = {
    type: 'propose-here',
    scheduleId,
    contentHash: startHash(content),
    proposal,
  }
  return { type: 'scheduled-handed-on', repoId, message }
}

export function evolveRunTemplate(template: RunTemplate, event: RunTemplateEvent): RunTemplate {
  switch (event.type) {
    case 'run-template-created': {
      const { templateId, workspaceId, name, content } = event
      return { ...template, templateId, workspaceId, name, content, status: 'active' }
    }
    case 'run-template-changed':
      return { ...template, name: event.name, content: event.content }
    case 'run-template-removed':
      return { ...template, status: 'removed' }
    case 'scheduled-handed-on':
    case 'scheduled-declined':
    case 'command-refused':
      return template
  }
}
