import {
  AddRepoBody,
  DomainError,
  FIRST_WORKSPACE,
  Id,
  PageQuery,
  PatchRepoBody,
  type RepoCommand,
  type RepoView,
  readFullName,
  repoIdOf,
  repoInUse,
} from '@pm-bot/domain'
import { countUnfinishedRuns, type Database, listRepos, lookUpRepo } from '@pm-bot/store'
import { Type } from 'typebox'
import { pageOf, problems, refusals, view } from '../answers.ts'
import { type Api, type ApiContext, OPERATOR } from '../api-context.ts'
import { type Command, command } from '../command.ts'
import { CommandHeaders, ifVersion, KeyHeaders } from '../command-headers.ts'
import { findWorkspace } from './workspaces.ts'

const tags = ['repos']
const params = Type.Object({ repoId: Id })
const ReposQuery = Type.Object(
  { ...PageQuery.properties, workspaceId: Type.Optional(Id) },
  { additionalProperties: false },
)

/** @throws DomainError */
export async function findRepo(database: Pick<Database, 'read'>, id: string): Promise<RepoView> {
  const repo = await lookUpRepo(database, id)
  if (!repo) throw new DomainError('not_found', 'there is no such repository')
  return repo
}

type Asked = Extract<RepoCommand, { by: string }>

export const commandTo = (repoId: string, done: Command['done'], message: Asked): Command => ({
  to: { kind: 'repo', key: repoId },
  message,
  done,
  view: (read) => findRepo(read, repoId),
  whenRefused: async (read) => ({ current: await findRepo(read, repoId) }),
})

/** @throws DomainError */
async function registration(
  { git, settings }: ApiContext,
  workspaceId: string,
  { path, fullName, depth }: AddRepoBody,
): Promise<Command> {
  if ((path === undefined) === (fullName === undefined)) {
    throw new DomainError('bad_request', 'give either a path or a fullName')
  }
  if (fullName !== undefined) {
    const name = readFullName(fullName)
    const repoId = repoIdOf(workspaceId, name.toLowerCase())
    return commandTo(repoId, 201, {
      type: 'register-repo',
      repoId,
      workspaceId,
      source: 'github',
      fullName: name,
      name: name.split('/')[1]!,
      path: '',
      defaultBranch: null,
      options: { depth: depth ?? 'open', intervalSeconds: settings.github.syncIntervalSeconds },
      by: OPERATOR,
    })
  }
  if (depth !== undefined) throw new DomainError('bad_request', 'a depth goes with a fullName only')
  const local = await git.inspect(path!)
  const repoId = repoIdOf(workspaceId, local.path)
  return commandTo(repoId, 201, {
    type: 'register-repo',
    repoId,
    workspaceId,
    source: 'local',
    fullName: local.path,
    name: local.name,
    path: local.path,
    defaultBranch: local.branch,
    by: OPERATOR,
  })
}

/** @throws DomainError */
function changeOf({ status, maxRuns, policy }: PatchRepoBody, ifVersion: number | null): Asked {
  const from = { ifVersion, by: OPERATOR }
  if (status !== undefined) {
    if (maxRuns !== undefined || policy !== undefined) {
      throw new DomainError('bad_request', 'a status is set by itself')
    }
    return { type: 'set-repo-status', status, unfinishedRuns: 0, ...from }
  }
  if (policy === undefined) return { type: 'set-max-runs', max: maxRuns ?? null, ...from }
  return { type: 'set-policy', policy, ...(maxRuns === undefined ? {} : { maxRuns }), ...from }
}

export function repoRoutes(api: Api, context: ApiContext): void {
  const { database } = context.store

  api.get(
    '/api/repos',
    {
      schema: {
        tags,
        operationId: 'listRepos',
        summary: 'List repositories',
        querystring: ReposQuery,
        response: { 200: pageOf('RepoView'), ...problems() },
      },
    },
    ({ query }) => listRepos(database, query),
  )

  api.post(
    '/api/repos',
    {
      schema: {
        tags,
        operationId: 'addRepo',
        summary: 'Register a repository: a local one by its path, or one on GitHub by its name',
        headers: KeyHeaders,
        body: AddRepoBody,
        response: { 201: view('RepoView'), ...refusals(404) },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const { id: workspaceId } = await findWorkspace(
          database,
          request.body.workspaceId ?? FIRST_WORKSPACE.workspaceId,
        )
        return await registration(context, workspaceId, request.body)
      }),
  )

  api.get(
    '/api/repos/:repoId',
    {
      schema: {
        tags,
        operationId: 'getRepo',
        summary: 'Read a repository',
        params,
        response: { 200: view('RepoView'), ...problems(404) },
      },
    },
    ({ params }) => findRepo(database, params.repoId),
  )

  api.patch(
    '/api/repos/:repoId',
    {
      schema: {
        tags,
        operationId: 'setRepoStatus',
        summary:
          'Enable or disable a repository, or set its policy and how many runs are at work on it at once',
        params,
        headers: CommandHeaders,
        body: PatchRepoBody,
        response: { 200: view('RepoView'), ...refusals(404) },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const { id } = await findRepo(database, request.params.repoId)
        return commandTo(id, 200, changeOf(request.body, ifVersion(request)))
      }),
  )

  api.delete(
    '/api/repos/:repoId',
    {
      schema: {
        tags,
        operationId: 'removeRepo',
        summary: 'Remove a repository from pm-bot; its files are left alone',
        params,
        headers: CommandHeaders,
        response: { 204: Type.Null({ description: 'Done.' }), ...refusals(404) },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const { id } = await findRepo(database, request.params.repoId)
        const removal = commandTo(id, 204, {
          type: 'set-repo-status',
          status: 'removed',
          unfinishedRuns: await countUnfinishedRuns(database, id),
          ifVersion: ifVersion(request),
          by: OPERATOR,
        })
        return {
          ...removal,
          // A run proposed since then: its transaction held the row that this one now has.
          async guard(tx) {
            const unfinished = await countUnfinishedRuns({ read: tx.db }, id)
            if (unfinished > 0) throw repoInUse(unfinished)
          },
        }
      }),
  )
}
