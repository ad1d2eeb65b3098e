import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import { onSessionEnded, readHeartbeats } from '@pm-bot/store'
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify'
import { addNamedSchemas } from './answers.ts'
import type { Api, ApiContext, ApiOptions } from './api-context.ts'
import { createChangeFeed } from './change-feed.ts'
import { checkContentType } from './check-content-type.ts'
import { checkOrigin, isApiRoute } from './check-origin.ts'
import { createEventStreams } from './event-streams.ts'
import { endFormerSessions } from './former-sessions.ts'
import { openGraphCatalog } from './graph-catalog.ts'
import { createHeartbeats } from './heartbeats.ts'
import { logRequests } from './log-requests.ts'
import { answerUnmatched } from './not-found.ts'
import { describeApi, serveOpenApi } from './openapi.ts'
import { parseJsonBodies } from './parse-json.ts'
import { answerClientError, answerOddRequests } from './raw-errors.ts'
import { refuseRuns } from './refuse-runs.ts'
import { renderError } from './render-error.ts'
import { createDoor, requireSession } from './require-session.ts'
import { actorRoutes } from './routes/actors.ts'
import { artifactRoutes } from './routes/artifacts.ts'
import { auditRoutes } from './routes/audit.ts'
import { budgetRoutes } from './routes/budgets.ts'
import { changesetRoutes } from './routes/changesets.ts'
import { checkpointRoutes } from './routes/checkpoints.ts'
import { docsRoutes } from './routes/docs.ts'
import { eventRoutes } from './routes/events.ts'
import { githubRoutes } from './routes/github.ts'
import { grantRoutes } from './routes/grants.ts'
import { graphRoutes } from './routes/graphs.ts'
import { inboxRoutes } from './routes/inbox.ts'
import { instanceRoutes } from './routes/instance.ts'
import { mailboxRoutes } from './routes/mailboxes.ts'
import { metricsRoutes } from './routes/metrics.ts'
import { notifierRoutes } from './routes/notifiers.ts'
import { parkedMessageRoutes } from './routes/parked-messages.ts'
import { pullRequestRoutes } from './routes/pull-requests.ts'
import { queueJobRoutes } from './routes/queue-jobs.ts'
import { queueRoutes } from './routes/queues.ts'
import { repoObjectRoutes } from './routes/repo-objects.ts'
import { repoRoutes } from './routes/repos.ts'
import { runDecisionRoutes } from './routes/run-decisions.ts'
import { runRecordRoutes } from './routes/run-records.ts'
import { runTemplateRoutes } from './routes/run-templates.ts'
import { runWorkRoutes } from './routes/run-work.ts'
import { runRoutes } from './routes/runs.ts'
import { scheduleRoutes } from './routes/schedules.ts'
import { searchRoutes } from './routes/search.ts'
import { sessionRoutes } from './routes/session.ts'
import { sessionsRoutes } from './routes/sessions.ts'
import { setupRoutes } from './routes/setup.ts'
import { toolRoutes } from './routes/tools.ts'
import { webhookRoutes } from './routes/webhooks.ts'
import { workerRoutes } from './routes/workers.ts'
import { workspaceRoutes } from './routes/workspaces.ts'
import { securityHeaders } from './security-headers.ts'
import { serializeAnswer } from './serialize.ts'
import { createSharedReads } from './shared-reads.ts'
import { compileValidator } from './validate.ts'
import { sendIndex, serveWebPage } from './web-page.ts'

/** Longer than any request takes that is answered at all. */
const CLOSE_MS = 3000

/** The HTTP server, ready to listen. */
export async function createApi(options: ApiOptions): Promise<Api> {
  const { settings, store, logger, version, webRoot, redactor } = options
  const onError = renderError(store.database, redactor)
  const api: Api = Fastify({
    loggerInstance: logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => randomUUID(),
    bodyLimit: 1024 * 1024,
    requestTimeout: 30_000,
    // An empty list is none at all, and not everybody.
    trustProxy: settings.trustedProxies.length > 0 ? settings.trustedProxies : false,
    // A missing Host is refused by checkOrigin, in words.
    http: { requireHostHeader: false },
    return503OnClosing: false,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 500 },
    frameworkErrors: onError,
    clientErrorHandler: answerClientError,
  })
  api.setErrorHandler(onError)
  api.setValidatorCompiler(compileValidator)
  api.setSerializerCompiler(() => serializeAnswer)
  parseJsonBodies(api)
  answerOddRequests(api)
  logRequests(api, options.metrics)

  await api.register(cookie)
  const headers = [...securityHeaders(settings)]
  api.addHook('onRequest', async (_request, { raw }) => {
    // On the answer itself: event streams are written past Fastify.
    for (const [name, value] of headers) raw.setHeader(name, value)
  })
  api.addHook('onRequest', async (request, reply) => {
    // What the operator may see stays in no cache when they have signed out.
    if (isApiRoute(request)) reply.header('cache-control', 'no-store')
  })
  refuseRuns(api, options)
  api.addHook('onRequest', checkOrigin(settings))
  api.addHook('onRequest', checkContentType)
  const context: ApiContext = {
    ...options,
    reads: createSharedReads(store),
    graphs: openGraphCatalog(options.installedGraphs),
  }
  const door = createDoor(context)
  api.decorateRequest('session', null)
  api.addHook('onRequest', requireSession(door, options))

  answerUnmatched(api, sendIndex(webRoot))
  addNamedSchemas(api)
  await describeApi(api, version, settings)

  const feed = createChangeFeed(store.database)
  const beats = createHeartbeats(() => readHeartbeats(store.database))
  const streams = createEventStreams(feed, beats)
  const stopWatching = onSessionEnded(store.database, streams.end, streams.check)
  await endFormerSessions(options, door)
  api.addHook('preClose', async () => {
    feed.stop()
    stopWatching()
    streams.end()
    // Requests may end; a browser's connection that never asked for anything would hold us up for a minute.
    setTimeout(() => api.server.closeAllConnections(), CLOSE_MS).unref()
  })

  instanceRoutes(api, options, door)
  metricsRoutes(api, options, door)
  setupRoutes(api, context)
  sessionRoutes(api, options, door)
  sessionsRoutes(api, options, door)
  workspaceRoutes(api, context)
  repoRoutes(api, context)
  repoObjectRoutes(api, context)
  searchRoutes(api, context)
  githubRoutes(api, context)
  graphRoutes(api, context)
  runRoutes(api, context)
  runDecisionRoutes(api, context)
  runRecordRoutes(api, options)
  runWorkRoutes(api, options)
  checkpointRoutes(api, context)
  runTemplateRoutes(api, context)
  scheduleRoutes(api, context)
  pullRequestRoutes(api, context)
  inboxRoutes(api, context)
  budgetRoutes(api, context)
  grantRoutes(api, context)
  toolRoutes(api)
  notifierRoutes(api, context)
  changesetRoutes(api, options)
  artifactRoutes(api, options)
  auditRoutes(api, options)
  eventRoutes(api, streams, door)
  queueRoutes(api, options)
  queueJobRoutes(api, context)
  mailboxRoutes(api, options)
  actorRoutes(api, options)
  parkedMessageRoutes(api, options)
  workerRoutes(api, options)
  webhookRoutes(api, options)
  serveOpenApi(api)
  docsRoutes(api)
  await serveWebPage(api, webRoot)
  await api.ready()
  return api
}
