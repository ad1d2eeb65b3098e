import { describe, expect, test } from 'vitest'
import { AT, repository } from '../repo/repo.fixture.ts'
import { type StartContent, startHash } from '../run/start-hash.ts'
import {
  decideRunTemplate,
  evolveRunTemplate,
  NEW_RUN_TEMPLATE,
  type RunTemplate,
  type RunTemplateCommand,
} from './run-template.ts'
import type { ProposeHere } from './scheduled-messages.ts'

const by = 'operator'
const content: StartContent = {
  repoId: '80000000-0000-8000-8000-000000000000',
  goal: 'Tidy up',
  graphId: 'run_command/v1',
  spec: { command: ['true'] },
}
const create: RunTemplateCommand = {
  type: 'create-run-template',
  templateId: 'template-1',
  workspaceId: 'workspace-1',
  name: 'Nightly',
  content,
  by,
}

function story() {
  let template: RunTemplate = NEW_RUN_TEMPLATE
  const told = {
    get template() {
      return template
    },
    tell(command: RunTemplateCommand) {
      const events = decideRunTemplate(template, command)
      template = events.reduce(evolveRunTemplate, template)
      return events
    },
  }
  told.tell(create)
  return told
}
const change = (changes: object): RunTemplateCommand => ({
  type: 'change-run-template',
  ...changes,
  ifVersion: null,
  by,
})

describe('a template', () => {
  test('changes its name and its content, each with the hash of what it then asks for', () => {
    const told = story()
    expect(told.tell(change({ name: 'Nightly' }))).toEqual([])
    expect(told.tell(change({ content: { ...content } }))).toEqual([])
    const goal = { ...content, goal: 'Tidy up more' }
    expect(told.tell(change({ content: goal }))).toMatchObject([
      { type: 'run-template-changed', name: 'Nightly', content: goal, contentHash: startHash(goal) },
    ])
    expect(startHash(goal)).not.toBe(startHash(content))
    expect(told.template).toMatchObject({ name: 'Nightly', content: goal })
  })

  test('is refused to whoever saw an older one, and while a schedule proposes it', () => {
    const told = story()
    const remove = (schedules: number, ifVersion: number | null = null): RunTemplateCommand => ({
      type: 'remove-run-template',
      schedules,
      ifVersion,
      by,
    })
    expect(() => told.tell({ ...change({ name: 'x' }), ifVersion: 7 } as RunTemplateCommand)).toThrow(
      /at version/,
    )
    expect(() => told.tell(remove(2))).toThrow(/2 schedules that propose it/)
    told.tell(remove(0))
    expect(() => told.tell(change({ name: 'x' }))).toThrow(/no such template/)
    expect(() => told.tell(remove(0))).toThrow(/no such template/)
    expect(() => told.tell(create)).toThrow(/made before/)
  })

  test('the hash is that of all that a start allows', () => {
    const hashes = [
      content,
      { ...content, repoId: 'another' },
      { ...content, goal: 'x' },
      { ...content, graphId: 'x' },
      { ...content, spec: {} },
      { ...content, tools: { rules: [] } },
      { ...content, budget: { calls: 1 } },
    ].map(startHash)
    expect(new Set(hashes).size).toBe(hashes.length)
    expect(startHash({ ...content, tools: null, budget: null })).toBe(startHash(content))
  })
})

describe('a firing', () => {
  const due: RunTemplateCommand = {
    type: 'propose-scheduled',
    scheduleId: 'schedule-1',
    runId: 'run-1',
    dueAt: AT,
  }
  const handedOn = () => {
    const [event] = story().tell(due)
    if (event?.type !== 'scheduled-handed-on') throw new Error(`not handed on: ${event?.type}`)
    return event.message
  }

  test('is handed on to the repository, which proposes it', () => {
    expect(repository().tell(handedOn())).toEqual([
      {
        type: 'run-offered',
        scheduleId: 'schedule-1',
        proposal: {
          runId: 'run-1',
          workspaceId: 'workspace-1',
          repo: {
            repoId: content.repoId,
            name: 'shop',
            fullName: 'octo/shop',
            path: '',
            source: 'github',
          },
          goal: 'Tidy up',
          graphId: 'run_command/v1',
          spec: { command: ['true'] },
          retryOf: null,
          origin: { templateId: 'template-1', scheduleId: 'schedule-1', dueAt: AT },
          by: 'schedule:schedule-1',
        },
        answer: { type: 'firing-proposed', runId: 'run-1', contentHash: startHash(content) },
      },
    ])
  })

  test.each(['disabled', 'removed'] as const)('is passed over by a repository that is %s', (status) => {
    const told = repository()
    told.set(status)
    const message: ProposeHere = handedOn()
    const reason =
      status === 'disabled' ? 'shop is disabled.' : 'shop is not registered with pm-bot any more.'
    const answer = { type: 'firing-skipped', runId: 'run-1', reason }
    expect(told.tell(message)).toEqual([{ type: 'run-declined', scheduleId: 'schedule-1', answer }])
  })

  test('of a template that is gone is passed over', () => {
    const told = story()
    told.tell({ type: 'remove-run-template', schedules: 0, ifVersion: null, by })
    const answer = { type: 'firing-skipped', runId: 'run-1', reason: 'Its template is gone.' }
    expect(told.tell(due)).toEqual([{ type: 'scheduled-declined', scheduleId: 'schedule-1', answer }])
  })
})
