import { join } from 'node:path'
import {
  type ChangesetBundle,
  type GitWorkspace,
  runBranch,
  scanSecrets,
  type Workbench,
} from '@pm-bot/domain'
import { sourceOf } from '../clone-path.ts'
import { planPullRequest } from '../plan-pull-request.ts'
import { refuseSecrets } from '../refuse-secrets.ts'
import type { Bench } from './bench.ts'
import { sandboxedCommand } from './sandboxed-command.ts'

type PrivateClone = Pick<
  Workbench,
  'workDirectory' | 'runCommand' | 'keepWork' | 'restoreWork' | 'showClone' | 'collectChanges'
>

/** The attempt's private clone, made when it is first needed: one that only goes on behind an interrupt needs none. */
export function privateClone(
  bench: Bench,
): PrivateClone & { baseSha(): Promise<string>; openWorkspace(): Promise<GitWorkspace> } {
  const { context, payload, directory, signal, artifacts } = bench
  const { runId, repo, follows } = payload
  const { git, redactor } = context
  const source = sourceOf(context.data, repo)
  let workspace: Promise<GitWorkspace> | undefined

  const openWorkspace = () =>
    (workspace ??= git.createWorkspace({
      source,
      directory: join(directory, 'clone'),
      ref: follows === undefined ? undefined : runBranch(follows),
      signal,
    }))

  /** The branch may have moved since an earlier attempt began; a run has one base. */
  async function openAt(baseSha: string): Promise<GitWorkspace> {
    if (workspace !== undefined && (await workspace).baseSha === baseSha) return await workspace
    workspace = git.createWorkspace({ source, directory: join(directory, 'clone'), commit: baseSha, signal })
    return await workspace
  }
  const workDirectory = async () => (await openWorkspace()).workDirectory

  return {
    openWorkspace,
    workDirectory,
    runCommand: sandboxedCommand(bench, workDirectory),

    async baseSha() {
      return (await openWorkspace()).baseSha
    },

    async keepWork() {
      const clone = await openWorkspace()
      const kept = await clone.keep({ runId, repoId: repo.repoId, artifacts: context.artifacts })
      const known = artifacts.find(({ kind, hash }) => kind === 'kept_work' && hash === kept?.hash)
      if (kept !== null && known === undefined) artifacts.push(kept)
      return { baseSha: clone.baseSha, bundle: known ?? kept }
    },

    async restoreWork({ baseSha, bundle }) {
      const clone = await openAt(baseSha)
      const bytes = bundle && (await context.artifacts.read(bundle))
      const work = bytes && (JSON.parse(Buffer.from(bytes).toString()) as ChangesetBundle)
      // A run that begins from a step of another has that one's work: its contents lie with the other.
      await clone.restore(work, (hash) => context.artifacts.readBlob(work?.runId ?? runId, hash))
    },

    async showClone(question) {
      return await (await openWorkspace()).show(question, signal)
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
      if (draft === null) return null
      const patch = Buffer.from(await context.artifacts.read(draft.patch)).toString()
      refuseSecrets(patch, redactor)
      return { ...draft, scan: scanSecrets(patch) }
    },
  }
}
