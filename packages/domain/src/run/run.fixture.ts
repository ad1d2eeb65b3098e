import type { AgentInterrupt } from '../agent/agent-port.ts'
import type { ArtifactRef, ChangesetDraft } from '../changeset/changeset.ts'
import { decideRun, type RuleContext } from './decide-run.ts'
import { evolveRun } from './evolve-run.ts'
import { finishRunWork } from './finish-run-work.ts'
import { NEW_RUN, type Run, type RunRepo } from './run.ts'
import type { RunCommand } from './run-command.ts'
import type { RunWorkResult } from './run-effects.ts'
import type { RunEvent } from './run-event.ts'
import { finishPublish } from './run-publish-rules.ts'

export const NOW = '2026-01-01T00:00:00.000Z'
const REPO = { repoId: 'repo-1', name: 'y', fullName: '/x/y', path: '/x/y' }

let ids = 0
export const contextAt = (version: number): RuleContext => ({
  version,
  now: NOW,
  newId: () => {
    ids += 1
    return `id-${ids}`
  },
})

/** A run and the turns that made it what it is. */
function beginStory() {
  const take = (decide: (context: RuleContext) => RunEvent[]): Story => {
    story.turn += 1
    story.events = decide(contextAt(story.turn))
    story.run = { ...story.events.reduce(evolveRun, story.run), version: story.turn }
    return story
  }
  const story: Story = {
    run: NEW_RUN,
    turn: 0,
    events: [],
    command: (command) => take((context) => decideRun(story.run, command, context)),
    finish: (done) => take((context) => finishRunWork(story.run, story.run.work!.effectId, done, context)),
    written: (result) =>
      take((context) => finishPublish(story.run, Object.keys(story.run.publishing!)[0]!, result, context)),
    decide(action, over = {}) {
      const { item, version } = story.run.pending[0]!
      const { itemId, subjectHash } = item
      const command = {
        type: 'decide',
        itemId,
        action,
        version,
        subjectHash,
        reason: null,
        by: 'operator',
      } as const
      return story.command({ ...command, ...over })
    },
    types: () =>
      story.events.map((event) => (event.type === 'status-changed' ? `status ${event.to}` : event.type)),
  }
  return story
}

type DecideCommand = Extract<RunCommand, { type: 'decide' }>

export interface Story {
  run: Run
  turn: number
  /** What the last turn led to. */
  events: RunEvent[]
  command(command: RunCommand): Story
  /** The work of this run comes back. */
  finish(done: RunWorkResult): Story
  /** So does what was approved to be written to GitHub, the oldest first. */
  written(result: Parameters<typeof finishPublish>[2]): Story
  decide(action: 'approve' | 'reject' | 'edit', over?: Partial<DecideCommand>): Story
  types(): string[]
}

export const proposed = (repo: RunRepo = REPO) =>
  beginStory().command({
    type: 'propose-run',
    runId: 'run-1',
    workspaceId: 'workspace-1',
    repo,
    goal: 'g',
    graphId: 'run_command/v1',
    spec: { command: ['true'] },
    retryOf: null,
    by: 'operator',
  })

export const onGitHub = () =>
  proposed({ repoId: 'repo-1', name: 'r', fullName: 'o/r', path: '', source: 'github' })

export const running = () => {
  const story = proposed().decide('approve')
  const effectId = story.run.work!.effectId
  return story.command({ type: 'may-go-on', effectId, attempt: 1, baseSha: 'a'.repeat(40) })
}

export const blocked = (...interrupts: AgentInterrupt[]) =>
  running().finish({
    verb: 'run-agent',
    result: {
      status: 'interrupted',
      interrupts: interrupts.length ? interrupts : [interruptOf('c1')],
      artifacts: [],
    },
  })

export const interruptOf = (changesetId: string): AgentInterrupt => ({
  interruptId: `interrupt of ${changesetId}`,
  checkpointId: 'checkpoint-1',
  request: { kind: 'changeset_apply', changeset: draftOf(changesetId) },
})

export const draftOf = (changesetId: string, over: Partial<ChangesetDraft> = {}): ChangesetDraft => ({
  changesetId,
  baseSha: 'a'.repeat(40),
  branch: 'refs/heads/pm-bot/run-1',
  message: 'm',
  bundle: artifactOf('changeset_bundle', `${changesetId}-bundle`),
  patch: artifactOf('patch', `${changesetId}-patch`),
  patchId: 'p',
  files: [
    {
      path: 'a.txt',
      change: 'modified',
      additions: 1,
      deletions: 2,
      binary: false,
      oldMode: '100644',
      mode: '100644',
    },
  ],
  ...over,
})

export const artifactOf = (kind: ArtifactRef['kind'], artifactId: string): ArtifactRef => ({
  artifactId,
  kind,
  title: kind,
  contentType: 'text/plain',
  uri: `artifacts/${artifactId}`,
  hash: `hash of ${artifactId}`,
  sizeBytes: 1,
})
