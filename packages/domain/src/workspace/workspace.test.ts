import { expect, test } from 'vitest'
import {
  decideWorkspace,
  evolveWorkspace,
  FIRST_WORKSPACE,
  NEW_WORKSPACE,
  type WorkspaceCommand,
} from './workspace.ts'

const at = { now: '2026-05-01T12:00:00.000Z' }
const create: WorkspaceCommand = { type: 'create-workspace', ...FIRST_WORKSPACE, by: 'operator' }
const rename = (name: string, ifVersion: number | null = null): WorkspaceCommand => ({
  type: 'rename-workspace',
  name,
  ifVersion,
  by: 'operator',
})
const created = decideWorkspace(NEW_WORKSPACE, create, at).reduce(evolveWorkspace, NEW_WORKSPACE)

test('a workspace is created; twice is once', () => {
  expect(created).toMatchObject(FIRST_WORKSPACE)
  expect(decideWorkspace(created, create, at)).toEqual([])
})

test('a workspace is renamed by those who know its version', () => {
  expect(decideWorkspace(created, rename('other'), at).reduce(evolveWorkspace, created).name).toBe('other')
  expect(decideWorkspace(created, rename(created.name), at)).toEqual([])
  expect(() => decideWorkspace(created, rename('other', 9), at)).toThrow('version')
})

test('a workspace is paused once, and goes on once', () => {
  const pause: WorkspaceCommand = { type: 'pause-workspace', reason: 'I am away', by: 'operator' }
  const paused = decideWorkspace(created, pause, at).reduce(evolveWorkspace, created)
  expect(paused.paused).toEqual({ at: at.now, by: 'operator', reason: 'I am away' })
  expect(decideWorkspace(paused, { ...pause, reason: 'Still' }, at)).toEqual([])
  const resume: WorkspaceCommand = { type: 'resume-workspace', by: 'operator' }
  const resumed = decideWorkspace(paused, resume, at).reduce(evolveWorkspace, paused)
  expect(resumed.paused).toBeNull()
  expect(decideWorkspace(resumed, resume, at)).toEqual([])
})
