import { join, resolve } from 'node:path'
import { DIRECT, type Git, type OutboundSettings } from '@pm-bot/domain'
import { apply } from './apply.ts'
import { commit } from './commit.ts'
import { createWorkspace } from './create-workspace.ts'
import { inspect } from './inspect.ts'
import { interdiff } from './interdiff.ts'
import { openWorkspace } from './open-workspace.ts'
import { rebase } from './rebase.ts'
import { deleteBranch } from './remote/delete-branch.ts'
import { push } from './remote/push.ts'
import { remoteBranch } from './remote/remote-refs.ts'
import { updateClone } from './remote/update-clone.ts'
import { goOutBy } from './remote/way-out.ts'
import { makeRunGit } from './run-git.ts'

/** Answers the domain's port by running the system's git, 2.34 or newer. */
export function openGit(options: { dataDirectory: string; outbound?: OutboundSettings }): Git {
  const gitDirectory = join(resolve(options.dataDirectory), 'git')
  const runGit = makeRunGit(gitDirectory)
  const outside = goOutBy(options.outbound ?? DIRECT, gitDirectory, runGit)

  return {
    inspect: (path) => inspect(runGit, path),

    async createWorkspace(request) {
      await createWorkspace(runGit, request)
      return await openWorkspace(runGit, request.directory)
    },

    openWorkspace: (directory) => openWorkspace(runGit, directory),
    apply: (request) => apply(runGit, { ...request, scratchParent: gitDirectory }),
    rebase: (request) => rebase(runGit, request),
    updateClone: (request) => updateClone(outside, { ...request, room: join(gitDirectory, 'clones') }),
    commit: (request) => commit(runGit, { ...request, scratchParent: gitDirectory }),
    remoteBranch: (request) => remoteBranch(outside, request),
    deleteBranch: (request) => deleteBranch(outside, { ...request, room: gitDirectory }),
    push: (request) => push(outside, request),
    interdiff: (before, after) => interdiff(runGit, { before, after, scratchParent: gitDirectory }),
  }
}
