import {
  type AddGrantBody,
  DomainError,
  FIRST_WORKSPACE,
  type GrantsCommand,
  isTerminalRunStatus,
  newId,
} from '@pm-bot/domain'
import type { Database } from '@pm-bot/store'
import { OPERATOR } from './api-context.ts'
import type { Command } from './command.ts'
import { findGrant } from './routes/grants.ts'
import { findRepo } from './routes/repos.ts'
import { findRun } from './routes/runs.ts'
import { findWorkspace } from './routes/workspaces.ts'
import { timeOf } from './time-of.ts'

/** A new grant. @throws DomainError when it names what is not there, or does not belong together */
export async function addGrant(database: Database, body: AddGrantBody): Promise<Command> {
  const workspaceId = await workspaceOf(database, body)
  const grantId = newId()
  const message: GrantsCommand = {
    type: 'add-grant',
    grantId,
    tool: body.tool,
    where: body.where ?? null,
    repoId: body.repoId ?? null,
    runId: body.runId ?? null,
    usesLeft: body.uses ?? null,
    until: timeOf(body.until) ?? null,
    coversTainted: body.coversTainted ?? false,
    itemId: null,
    by: OPERATOR,
  }
  return {
    to: { kind: 'grants', key: workspaceId },
    message,
    done: 201,
    view: (read) => findGrant(read, grantId),
  }
}

async function workspaceOf(
  database: Database,
  { workspaceId, repoId, runId }: AddGrantBody,
): Promise<string> {
  const repo = repoId === undefined ? null : await findRepo(database, repoId)
  const run = runId === undefined ? null : await findRun(database, runId)
  if (run && isTerminalRunStatus(run.status)) {
    throw new DomainError('transition_refused', `this run is ${run.status}; it calls no tool any more`)
  }
  if (run && repo && run.repoId !== repo.id) {
    throw new DomainError('bad_request', 'this run is of another repository; leave the repoId out')
  }
  const its = run?.workspaceId ?? repo?.workspaceId
  if (workspaceId === undefined) return its ?? FIRST_WORKSPACE.workspaceId
  if (its !== undefined && its !== workspaceId) {
    throw new DomainError('bad_request', 'what this grant names is of another workspace')
  }
  return (await findWorkspace(database, workspaceId)).id
}
