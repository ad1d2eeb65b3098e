import { expect, test } from 'vitest'
import {
  decideWorkspace,
  evolveWorkspace,
  FIRST_WORKSPACE,
  NEW_WORKSPACE,
  type WorkspaceCommand,
} from './workspace.ts'

const create: WorkspaceCommand = { type: 'create-workspace', ...FIRST_WORKSPACE, by: 'operator' }
const rename = (name: string, ifVersion: number | null = null): WorkspaceCommand => ({
  type: 'rename-workspace',
  name,
  ifVersion,
  by: 'operator',
})
const created = decideWorkspace(NEW_WORKSPACE, create).reduce(evolveWorkspace, NEW_WORKSPACE)

test('a workspace is created; twice is once', () => {
  expect(created).toMatchObject(FIRST_WORKSPACE)
  expect(decideWorkspace(created, create)).toEqual([])
})

test('a workspace is renamed by those who know its version', () => {
  expect(decideWorkspace(created, rename('other')).reduce(evolveWorkspace, created).name).toBe('other')
  expect(decideWorkspace(created, rename(created.name))).toEqual([])
  expect(() => decideWorkspace(created, rename('other', 9))).toThrow('version')
})
