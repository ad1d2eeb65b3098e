import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { type ActorReply, cast } from '@pm-bot/actors'
import { runCommand } from '@pm-bot/agents'
import {
  type ArtifactRef,
  type CommandReport,
  type CommandRequest,
  type GitWorkspace,
  type RunAgentPayload,
  type RunCommand,
  runBranch,
  type Workbench,
} from '@pm-bot/domain'
import { type Attempt, ask, outlast } from '@pm-bot/runtime'
import { recordProgress } from '@pm-bot/store'
import { sourceOf } from './clone-path.ts'
import { planPullRequest } from './plan-pull-request.ts'
import { refuseSecrets } from './refuse-secrets.ts'
import type { WorkerContext } from './worker-context.ts'

export interface AttemptWorkbench extends Workbench {
  /** Everything that was kept so far, for the run's records. */
  artifacts: ArtifactRef[]
}

/**
 * What one attempt of an agent may do, in a directory of its own. The private clone is made
 * when it is first needed: an attempt that only goes on behind an interrupt needs none.
 */
export function openWorkbench(
  context: WorkerContext,
  attempt: Attempt,
  payload: RunAgentPayload,
  directory: string,
  signal: AbortSignal,
): AttemptWorkbench {
  const { store, git, redactor } = context
  const { runId, repo, follows } = payload
  const source = sourceOf(context.data, repo)
  const artifacts: ArtifactRef[] = []
  let workspace: Promise<GitWorkspace> | undefined

  const openWorkspace = () =>
    (workspace ??= git.createWorkspace({
      source,
      directory: join(directory, 'clone'),
      ref: follows === undefined ? undefined : runBranch(follows),
      signal,
    }))

  /** Hours of work must not be lost because the database is restarted. */
  const patiently = <T>(work: () => Promise<T>) => outlast(store.storage, signal, work)

  async function keepLog(argv: readonly string[], output: Uint8Array) {
    // Colours first: an escape sequence in the middle of a secret would hide it from the redactor.
    const text = redactor.text(stripVTControlCharacters(Buffer.from(output).toString()))
    const log = await context.artifacts.put({
      runId,
      kind: 'log',
      title: `Output of ${redactor.text(argv.join(' ')).slice(0, 200)}`,
      contentType: 'text/plain; charset=utf-8',
      bytes: Buffer.from(text),
    })
    artifacts.push(log)
    return { log, tail: lastLines(text) }
  }

  const progress: Workbench['progress'] = async ({ type, title, detail }) =>
    await patiently(() =>
      store.database.transaction((tx) =>
        recordProgress(tx, attempt, runId, redactor.json({ type, title, by: null, detail: detail ?? {} })),
      ),
    )

  return {
    artifacts,
    progress,

    recall(artifact) {
      if (!artifacts.some(({ artifactId }) => artifactId === artifact.artifactId)) artifacts.push(artifact)
    },

    async mayGoOn() {
      const { baseSha } = await openWorkspace()
      const question: RunCommand = {
        type: 'may-go-on',
        effectId: attempt.effectId,
        attempt: attempt.attempt + attempt.crashes,
        baseSha,
      }
      const reply = await patiently(() => ask<ActorReply>(store.storage, cast, attempt.owner, question))
      if (reply.status === 'refused') throw new Error(reply.message)
    },

    async runCommand({ argv, timeoutMs }: CommandRequest): Promise<CommandReport> {
      const { workDirectory } = await openWorkspace()
      const home = join(directory, 'home')
      const tmp = join(directory, 'tmp')
      await mkdir(home, { recursive: true })
      await mkdir(tmp, { recursive: true })
      const result = await runCommand({
        argv,
        cwd: workDirectory,
        home,
        tmp,
        path: context.commandPath,
        timeoutMs,
        signal,
      })
      signal.throwIfAborted()
      const { output, aborted: _aborted, tail: _tail, ...end } = result
      const report = { ...end, ...(await keepLog(argv, output)) }
      await progress({
        type: 'command-ran',
        title: describeCommand(argv, report),
        detail: { argv: [...argv], ...end },
      })
      return report
    },

    async collectChanges(message) {
      const clone = await openWorkspace()
      const time = Math.floor(Date.now() / 1000)
      const draft = await clone.collect({
        runId,
        repoId: repo.repoId,
        message,
        artifacts: context.artifacts,
        time,
        pullRequest: follows === undefined ? await planPullRequest(context, payload, message) : undefined,
        follows,
      })
      if (draft) refuseSecrets(await context.artifacts.read(draft.patch), redactor)
      return draft
    },
  }
}

/** What a reason is made of. Cut after it was redacted: half a secret is one that nothing recognises. */
const lastLines = (text: string): string => text.trimEnd().split('\n').slice(-20).join('\n').slice(-2000)

function describeCommand(argv: readonly string[], report: Omit<CommandReport, 'log'>): string {
  const seconds = (report.durationMs / 1000).toFixed(1)
  const command = argv.join(' ').slice(0, 200)
  if (report.spawnError) return `Could not run ${command}: ${report.spawnError}`
  if (report.timedOut) return `Stopped ${command} after ${seconds} s: it ran too long`
  const end = report.exitCode === null ? `was ended by ${report.signal}` : `exited with ${report.exitCode}`
  return `Ran ${command}: ${end} after ${seconds} s`
}
