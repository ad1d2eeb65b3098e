import type { GitHub } from '@pm-bot/domain'
import type { WorkerContext } from '../worker-context.ts'

/**
 * After a sync: tells runs what became of their pull requests, asking GitHub for reviews and checks only of those
 * that changed since the run was told.
 */
export async function reportPullRequests(
  _context: WorkerContext,
  _github: GitHub,
  _repo: { repoId: string; fullName: string },
): Promise<void> {}
