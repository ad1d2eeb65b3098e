import type { GitHubRepo } from '@pm-bot/domain'
import { readFields } from './fields.ts'

export function readRepo(raw: unknown): GitHubRepo {
  const repo = readFields(raw, 'repos')
  return {
    fullName: repo.string('full_name'),
    private: repo.flag('private'),
    defaultBranch: repo.string('default_branch'),
    description: repo.text('description'),
    openIssues: repo.count('open_issues_count') ?? 0,
    pushedAt: repo.timeOrNull('pushed_at'),
    archived: repo.flag('archived'),
    canPush: repo.object('permissions')?.flag('push') ?? false,
  }
}
