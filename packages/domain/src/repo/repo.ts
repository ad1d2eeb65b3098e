import type { CancelEffect, RetryEffect } from '../actor/job-commands.ts'
import type { RunProposal } from '../run/run-command.ts'
import type { FiringAnswer, ProposeHere } from '../schedule/scheduled-messages.ts'
import { DomainError } from '../values/errors.ts'
import { stableId } from '../values/stable-id.ts'
import type { CloneAnswer, PrepareClone } from './clone-messages.ts'
import type { PlaceAnswer, PlaceQuestion } from './place-messages.ts'
import type { RepoPlaces } from './repo-places.ts'
import type { RepoPolicy } from './repo-policy.ts'
import type { ImportDepth, RepoClone, RepoSync, SyncCause, SyncMode } from './repo-sync.ts'

export const REPO_SOURCES = ['local', 'github'] as const
export type RepoSource = (typeof REPO_SOURCES)[number]

/** The whole state of a repository's actor. */
export interface Repo {
  /** Empty until registered. */
  repoId: string
  /** The turn that last changed it; syncs leave it alone. */
  version: number
  workspaceId: string
  source: RepoSource
  /** Of a local repository its path, of one on GitHub `owner/name`. */
  fullName: string
  name: string
  /** Empty for one on GitHub: its clone lies where the data directory says. */
  path: string
  defaultBranch: string | null
  status: 'active' | 'disabled' | 'removed'
  /** Of one on GitHub. Older states lack both. */
  sync?: RepoSync
  clone?: RepoClone
  /** Older states lack it. */
  places?: RepoPlaces
  /** Absent until somebody sets it. */
  policy?: RepoPolicy
}

export const NEW_REPO: Repo = {
  repoId: '',
  version: 0,
  workspaceId: '',
  source: 'local',
  fullName: '',
  name: '',
  path: '',
  defaultBranch: null,
  status: 'removed',
}

type RepoFacts = Omit<Repo, 'status' | 'version' | 'sync' | 'clone' | 'places' | 'policy'>

/** What a repository on GitHub is registered with besides. */
export interface SyncOptions {
  depth: ImportDepth
  /** PMBOT_SYNC_INTERVAL_SECONDS at that time. */
  intervalSeconds: number
}

export type RepoCommand =
  | ({ type: 'register-repo'; by: string; options?: SyncOptions } & RepoFacts)
  | {
      type: 'set-repo-status'
      status: Repo['status']
      /** Runs of this repository that have not ended: it cannot be removed from under them. */
      unfinishedRuns: number
      ifVersion: number | null
      by: string
    }
  /** Null: as many as pm-bot takes by itself. */
  | { type: 'set-max-runs'; max: number | null; ifVersion: number | null; by: string }
  /** What is not named stays as it is. */
  | {
      type: 'set-policy'
      policy: Partial<RepoPolicy>
      maxRuns?: number | null
      ifVersion: number | null
      by: string
    }
  | { type: 'sync-repo'; by: string }
  | { type: 'clear-cache'; by: string }
  /** The timer's. */
  | { type: 'poll' }
  /** The timer's, once a day for a clone that there is. */
  | { type: 'refresh-clone' }
  /** Something may have changed on GitHub; nobody waits for an answer. */
  | { type: 'hint-sync'; cause: 'webhook' | 'published' }
  | PrepareClone
  | RetryEffect
  | CancelEffect
  /** A schedule's firing, on its way to become a run. */
  | ProposeHere
  | PlaceQuestion

export type RepoEvent =
  | ({ type: 'repo-registered'; by: string; status: 'active'; options?: SyncOptions } & RepoFacts)
  | { type: 'repo-status-changed'; from: Repo['status']; to: Repo['status']; by: string }
  | { type: 'sync-requested'; effectId: string; mode: SyncMode; cause: SyncCause }
  | { type: 'sync-continued'; effectId: string; mode: SyncMode }
  | { type: 'sync-asked-again'; cause: SyncCause }
  | { type: 'sync-cancelled'; effectId: string; by?: string }
  /** One that failed is put back to work. */
  | { type: 'sync-reopened'; effectId: string; mode: SyncMode; by: string }
  | { type: 'clone-reopened'; effectId: string; by: string }
  /** Its next attempt begins at once. */
  | { type: 'effect-hurried'; effectId: string; by: string }
  | {
      type: 'clone-cancelled'
      effectId: string
      by: string
      message: string
      hint: string | null
      at: string
    }
  | {
      type: 'repo-synced'
      effectId: string
      mode: SyncMode
      changed: number
      defaultBranch: string
      intervalSeconds: number
      awaitsChecks?: boolean
      at: string
    }
  | { type: 'sync-failed'; effectId: string; message: string; hint: string | null; at: string }
  /** `dueAt` null: there is nothing to wait for. */
  | { type: 'poll-scheduled'; dueAt: string | null }
  | { type: 'cache-cleared'; by: string }
  | { type: 'clone-asked'; runId: string }
  | { type: 'clone-requested'; effectId: string }
  | { type: 'clone-updated'; effectId: string; headSha: string; at: string }
  | { type: 'clone-failed'; effectId: string; message: string; hint: string | null; at: string }
  | { type: 'clone-answered'; runId: string; answer: CloneAnswer }
  | { type: 'max-runs-changed'; max: number | null; by: string }
  | { type: 'policy-changed'; policy: RepoPolicy; by: string }
  | { type: 'place-asked'; runId: string; ticket: string }
  /** `ticket` null: taken without asking. */
  | { type: 'place-given'; runId: string; ticket: string | null }
  | { type: 'place-returned'; runId: string }
  | { type: 'place-answered'; runId: string; answer: PlaceAnswer }
  | { type: 'run-offered'; scheduleId: string; proposal: RunProposal; answer: FiringAnswer }
  | { type: 'run-declined'; scheduleId: string; answer: FiringAnswer }
  /** `dueAt` null: there is nothing to fetch. */
  | { type: 'clone-scheduled'; dueAt: string | null }
  | { type: 'command-refused'; command: string; code: string; message: string; by: string | null }

export function repoInUse(unfinishedRuns: number): DomainError {
  const runs = unfinishedRuns === 1 ? 'a run that has' : `${unfinishedRuns} runs that have`
  return new DomainError('repo_in_use', `this repository has ${runs} not ended; cancel what is left first`, {
    unfinishedRuns,
  })
}

/** The same repository in the same workspace is the same actor. */
export const repoIdOf = (workspaceId: string, fullName: string): string => stableId(workspaceId, fullName)
