import {
  ARTIFACT_KINDS,
  CHANGESET_STATUSES,
  DECISION_ACTIONS,
  DomainError,
  diskWarnings,
  FIRST_WORKSPACE,
  GITHUB_OBJECT_KINDS,
  GITHUB_OBJECT_STATES,
  IMPORT_DEPTHS,
  INBOX_KINDS,
  INBOX_STATUSES,
  isSignInRequired,
  JOB_STATES,
  RISKS,
  RUN_STATUSES,
  WORK_QUEUES,
} from '@pm-bot/domain'
import { listWorkspaces, lookUpWorkspace } from '@pm-bot/store'
import { Type } from 'typebox'
import { problems, view } from '../answers.ts'
import type { Api, ApiOptions } from '../api-context.ts'
import { readHealth } from '../health.ts'
import type { Door } from '../require-session.ts'

const tags = ['instance']
const Status = (status: string) => Type.Object({ status: Type.Literal(status) })

const ENUMS = {
  runStatus: [...RUN_STATUSES],
  inboxKind: [...INBOX_KINDS],
  inboxStatus: [...INBOX_STATUSES],
  decisionAction: [...DECISION_ACTIONS],
  risk: [...RISKS],
  changesetStatus: [...CHANGESET_STATUSES],
  artifactKind: [...ARTIFACT_KINDS],
  workQueue: [...WORK_QUEUES],
  jobState: [...JOB_STATES],
  importDepth: [...IMPORT_DEPTHS],
  githubObjectKind: [...GITHUB_OBJECT_KINDS],
  githubObjectState: [...GITHUB_OBJECT_STATES],
}

export function instanceRoutes(
  api: Api,
  { settings, store, artifacts, version, isReady }: ApiOptions,
  door: Door,
): void {
  const { database } = store
  /** Whoever opens the page learns how pm-bot is also while its database is away. */
  const readPause = async () =>
    (await lookUpWorkspace(database, FIRST_WORKSPACE.workspaceId).catch(() => undefined))?.paused ?? null

  api.get(
    '/api/health',
    {
      config: { open: true },
      schema: {
        tags,
        operationId: 'getHealth',
        summary: 'Whether the process is alive, and what is wrong if something is',
        response: { 200: view('HealthView'), ...problems() },
      },
    },
    () => readHealth(database),
  )

  api.get(
    '/api/ready',
    {
      config: { open: true },
      schema: {
        tags,
        operationId: 'getReady',
        summary: 'Whether it can serve: 503 while it starts, is in maintenance, or has no database',
        response: { 200: Status('ready'), ...problems() },
      },
    },
    async () => {
      if (isReady && !isReady()) {
        throw new DomainError('unavailable', 'pm-bot is starting or in maintenance', { retryAfterSeconds: 2 })
      }
      await listWorkspaces(database, { limit: 1 })
      return { status: 'ready' }
    },
  )

  api.get(
    '/api/meta',
    {
      config: { open: true },
      schema: {
        tags,
        operationId: 'getMeta',
        summary: 'Version, mode, what it can do, and whether you are signed in',
        response: { 200: view('MetaView'), ...problems() },
      },
    },
    async (request) => {
      const signedIn = await door.isOpenTo(request)
      return {
        name: 'pm-bot' as const,
        version,
        mode: database.dialect === 'sqlite' ? ('workstation' as const) : ('server' as const),
        database: database.dialect,
        auth: { required: isSignInRequired(settings), signedIn },
        enums: ENUMS,
        capabilities: {
          localRepos: true,
          github: true,
          models: settings.models.model !== null,
          budgets: true,
          grants: true,
          knowledge: false,
        },
        paused: signedIn ? await readPause() : null,
        warnings: signedIn ? diskWarnings(await artifacts.diskSpace()) : [],
      }
    },
  )
}
