import { join } from 'node:path'
import type { ChangesetBundle, ChangesetDraft, GitWorkspace } from '@pm-bot/domain'
import { makeArtifacts } from './artifacts.fixture.ts'
import { openGit } from './open-git.ts'
import { type Content, change, temporaryDirectory } from './repository.fixture.ts'

export const RUN = '01970000-0000-7000-8000-000000000001'
export const BRANCH = `refs/heads/pm-bot/${RUN}`
const FACTS = { runId: RUN, repoId: 'repo-1', message: 'Do it\n', time: 1_750_000_000 }

/** A git under test, with a workspace of a repository and a store for what it collects. */
export async function startWork(source: string) {
  const data = temporaryDirectory()
  const gitPort = openGit({ dataDirectory: join(data, 'data') })
  const artifacts = makeArtifacts()
  const directory = join(data, 'workspace')
  const workspace = await gitPort.createWorkspace({ source, directory })

  const collect = (message = FACTS.message) => workspace.collect({ ...FACTS, message, artifacts })
  const bundleOf = (draft: ChangesetDraft): ChangesetBundle =>
    JSON.parse(Buffer.from(artifacts.contents.get(draft.bundle.hash)!).toString())

  return {
    git: gitPort,
    artifacts,
    data,
    directory,
    workspace,
    collect,
    bundleOf,
    patchOf: (draft: ChangesetDraft) => Buffer.from(artifacts.contents.get(draft.patch.hash)!),
    apply: (bundle: ChangesetBundle, target = source, mayWrite = async () => {}) =>
      gitPort.apply({ target, bundle, readBlob: (hash) => artifacts.readBlob(bundle.runId, hash), mayWrite }),
    rebase: (bundle: ChangesetBundle) =>
      gitPort.rebase({ target: source, bundle, directory: join(data, 'rebased'), artifacts }),
    async collectChange(files: Record<string, Content>): Promise<ChangesetDraft> {
      change(workspace.workDirectory, files)
      return await collected(workspace, collect)
    },
  }
}

async function collected(workspace: GitWorkspace, collect: () => Promise<ChangesetDraft | null>) {
  const draft = await collect()
  if (draft === null) throw new Error(`Nothing changed in ${workspace.workDirectory}.`)
  return draft
}
