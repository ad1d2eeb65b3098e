import type { GitHubDoubleOptions, RemoteGitHubDouble } from './contract/github-double.ts'

/** A GitHub on loopback, in a process of its own, which outlives the processes that a test kills. */
export async function startGitHubDouble(_options: GitHubDoubleOptions = {}): Promise<RemoteGitHubDouble> {
  throw new Error('to be written')
}
