import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { runCommand } from '@pm-bot/agents'
import {
  type CommandReport,
  type CommandRequest,
  type GitWorkspace,
  runBranch,
  type Workbench,
} from '@pm-bot/domain'
import { sourceOf } from '../clone-path.ts'
import { planPullRequest } from '../plan-pull-request.ts'
import { refuseSecrets } from '../refuse-secrets.ts'
import type { Bench } from './bench.ts'
import { keeper } from './keep-artifact.ts'

type PrivateClone = Pick<
  Workbench,
  'workDirectory' | 'runCommand' | 'keepWork' | 'restoreWork' | 'collectChanges'
>

/** The attempt's private clone, made when it is first needed: one that only goes on behind an interrupt needs none. */
export function privateClone(bench: Bench): PrivateClone & { baseSha(): Promise<string> } {
  const { context, payload, directory, signal, progress } = bench
  const { runId, repo, follows } = payload
  const { git, redactor } = context
  const source = sourceOf(context.data, repo)
  const keep = keeper(bench)
  let workspace: Promise<GitWorkspace> | undefined

  const openWorkspace = () =>
    (workspace ??= git.createWorkspace({
      source,
      directory: join(directory, 'clone'),
      ref: follows === undefined ? undefined : runBranch(follows),
      signal,
    }))

  async function keepLog(argv: readonly string[], output: Uint8Array) {
    // Colours first: an escape sequence in the middle of a secret would hide it from the redactor.
    const text = stripVTControlCharacters(Buffer.from(output).toString())
    const title = `Output of ${redactor.text(argv.join(' ')).slice(0, 200)}`
    const contentType = 'text/plain; charset=utf-8'
    const log = await keep({ kind: 'log', title, contentType, bytes: Buffer.from(text) })
    return { log, tail: lastLines(redactor.text(text)) }
  }

  return {
    async baseSha() {
      return (await openWorkspace()).baseSha
    },

    async workDirectory() {
      return (await openWorkspace()).workDirectory
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

    async keepWork() {
      return { baseSha: (await openWorkspace()).baseSha, bundle: null }
    },

    async restoreWork() {},

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
