import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { ArtifactStore, Git, GraphDescriptor, Redactor, Settings, ThreadStates } from '@pm-bot/domain'
import type { Logger } from '@pm-bot/logging'
import type { Metrics } from '@pm-bot/metrics'
import type { AuditFiles, Store, Vault } from '@pm-bot/store'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { GraphCatalog } from './graph-catalog.ts'
import type { SharedReads } from './shared-reads.ts'

export interface ApiOptions {
  settings: Settings
  store: Store
  git: Git
  artifacts: ArtifactStore
  auditFiles: AuditFiles
  vault: Vault
  threadStates: ThreadStates
  /** Where the built page lies. */
  webRoot: string
  logger: Logger
  metrics: Metrics
  version: string
  redactor: Redactor
  /** Graphs beside those of pm-bot. */
  installedGraphs?: readonly GraphDescriptor[]
  /** False while the process is starting or in maintenance. */
  isReady?: () => boolean
}

/** What routes work with. */
export interface ApiContext extends ApiOptions {
  reads: SharedReads
  graphs: GraphCatalog
}

/** Fastify, with the types of requests and answers taken from their schemas. */
export type Api = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

/** The one person there is; every command that comes through this door is theirs. */
export const OPERATOR = 'operator'
