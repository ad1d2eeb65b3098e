import type { GitHubDouble, GitHubDoubleOptions } from './contract/github-double.ts'

/** A GitHub on loopback, in this process. */
export async function openGitHubDouble(_options: GitHubDoubleOptions = {}): Promise<GitHubDouble> {
  throw new Error('to be written')
}
