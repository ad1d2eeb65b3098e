import { describe, expect, test } from 'vitest'
import { decideRepo as decide } from './decide-repo.ts'
import { evolveRepo } from './evolve-repo.ts'
import { NEW_REPO, type Repo, type RepoCommand, repoIdOf } from './repo.ts'

const context = { version: 1, now: '2026-01-01T00:00:00.000Z', newId: () => 'id' }
const decideRepo = (repo: Repo, command: RepoCommand) => decide(repo, command, context)

const register: RepoCommand = {
  type: 'register-repo',
  repoId: 'repo-1',
  workspaceId: 'workspace-1',
  source: 'local',
  fullName: '/x/y',
  name: 'y',
  path: '/x/y',
  defaultBranch: 'main',
  by: 'operator',
}
const setStatus = (
  status: Repo['status'],
  ifVersion: number | null = null,
  unfinishedRuns = 0,
): RepoCommand => ({
  type: 'set-repo-status',
  status,
  unfinishedRuns,
  ifVersion,
  by: 'operator',
})
const after = (...commands: RepoCommand[]): Repo =>
  commands.reduce((repo, command) => decideRepo(repo, command).reduce(evolveRepo, repo), NEW_REPO)

describe('a repository', () => {
  test('is registered once', () => {
    expect(after(register)).toMatchObject({ repoId: 'repo-1', status: 'active', fullName: '/x/y' })
    expect(() => decideRepo(after(register), register)).toThrow('/x/y is registered already')
  })

  test('is registered again after it was removed', () => {
    expect(after(register, setStatus('removed'), register).status).toBe('active')
  })

  test('is disabled and enabled; twice is once', () => {
    expect(after(register, setStatus('disabled')).status).toBe('disabled')
    expect(decideRepo(after(register, setStatus('disabled')), setStatus('disabled'))).toEqual([])
    expect(after(register, setStatus('disabled'), setStatus('active')).status).toBe('active')
  })

  test('is not found before it was registered and after it was removed', () => {
    expect(() => decideRepo(NEW_REPO, setStatus('active'))).toThrow('no such repository')
    expect(() => decideRepo(after(register, setStatus('removed')), setStatus('active'))).toThrow(
      'no such repository',
    )
  })

  test('is not removed from under a run, but may be disabled', () => {
    expect(() => decideRepo(after(register), setStatus('removed', null, 1))).toThrow(
      'a run that has not ended',
    )
    expect(() => decideRepo(after(register), setStatus('removed', null, 2))).toThrow(
      '2 runs that have not ended',
    )
    expect(after(register, setStatus('disabled', null, 2)).status).toBe('disabled')
  })

  test('is changed by those who know its version', () => {
    expect(() => decideRepo({ ...after(register), version: 3 }, setStatus('disabled', 2))).toThrow(
      'at version 3',
    )
  })
})

describe('the id of a repository', () => {
  test('is a UUID made from its names, the same each time', () => {
    const id = repoIdOf('workspace-1', '/x/y')
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(repoIdOf('workspace-1', '/x/y')).toBe(id)
    expect(new Set([id, repoIdOf('workspace-2', '/x/y'), repoIdOf('workspace-1', '/x/z')]).size).toBe(3)
  })
})
