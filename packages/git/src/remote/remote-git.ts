import type { GitRemote } from '@pm-bot/domain'
import type { GitAnswer, GitCall, RunGit } from '../run-git.ts'
import { reachRemote } from './reach-remote.ts'
import { asRefusal } from './remote-refusal.ts'

/** Git that may reach this one remote. @throws RemoteRefusedError */
export const remoteGit =
  (runGit: RunGit, remote: GitRemote): RunGit =>
  async (call: GitCall): Promise<GitAnswer> => {
    try {
      return await runGit({ ...call, env: { ...call.env, ...reachRemote(remote) } })
    } catch (error) {
      throw asRefusal(error, remote.header)
    }
  }
