import { createHash } from 'node:crypto'
import { assertVersion } from './assert-version.ts'
import { DomainError } from './errors.ts'
import type { RepoClone, RepoSync } from './repo-sync.ts'

export const REPO_SOURCES = ['local', 'github'] as const
export type RepoSource = (typeof REPO_SOURCES)[number]

/** The whole state of a repository's actor. */
export interface Repo {
  /** Empty until registered. */
  repoId: string
  /** The turn that last changed it. */
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

export type RepoCommand =
  | ({ type: 'register-repo'; by: string } & Omit<Repo, 'status' | 'version'>)
  | {
      type: 'set-repo-status'
      status: Repo['status']
      /** Runs of this repository that have not ended: it cannot be removed from under them. */
      unfinishedRuns: number
      ifVersion: number | null
      by: string
    }

export type RepoEvent =
  | ({ type: 'repo-registered'; by: string } & Omit<Repo, 'version'>)
  | { type: 'repo-status-changed'; from: Repo['status']; to: Repo['status']; by: string }
  | { type: 'command-refused'; command: string; code: string; message: string; by: string | null }

/** @throws DomainError when a rule refuses the command */
export function decideRepo(repo: Repo, command: RepoCommand): RepoEvent[] {
  switch (command.type) {
    case 'register-repo': {
      if (repo.status !== 'removed') {
        throw new DomainError('repo_already_registered', `${repo.fullName} is registered already`, {
          repoId: repo.repoId,
        })
      }
      const { type: _, ...facts } = command
      return [{ type: 'repo-registered', ...facts, status: 'active' }]
    }
    case 'set-repo-status':
      if (repo.status === 'removed') throw new DomainError('not_found', 'there is no such repository')
      assertVersion('repository', repo.version, command.ifVersion)
      if (repo.status === command.status) return []
      if (command.status === 'removed' && command.unfinishedRuns > 0) throw repoInUse(command.unfinishedRuns)
      return [{ type: 'repo-status-changed', from: repo.status, to: command.status, by: command.by }]
  }
}

export function repoInUse(unfinishedRuns: number): DomainError {
  const runs = unfinishedRuns === 1 ? 'a run that has' : `${unfinishedRuns} runs that have`
  return new DomainError('repo_in_use', `this repository has ${runs} not ended; cancel what is left first`, {
    unfinishedRuns,
  })
}

export function evolveRepo(repo: Repo, event: RepoEvent): Repo {
  switch (event.type) {
    case 'repo-registered': {
      const { type: _type, by: _by, ...facts } = event
      return { ...repo, ...facts }
    }
    case 'repo-status-changed':
      return { ...repo, status: event.to }
    case 'command-refused':
      return repo
  }
}

/**
 * The same repository in the same workspace is the same actor, whoever registers it and
 * however often: a UUID (version 8, RFC 9562) made from both names.
 */
export function repoIdOf(workspaceId: string, fullName: string): string {
  const hash = createHash('sha256').update(`${workspaceId}\n${fullName}`).digest('hex')
  const variant = (Number.parseInt(hash[16]!, 16) & 0x3) | 0x8
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant.toString(16)}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-')
}
