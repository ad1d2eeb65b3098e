import swagger from '@fastify/swagger'
import { isSignInRequired, type Settings } from '@pm-bot/domain'
import { Type } from 'typebox'
import type { Api } from './api-context.ts'
import { cookieName } from './session-cookie.ts'

const NoQuery = Type.Object({}, { additionalProperties: false })

/** Collects the routes that come after it into the document at /openapi.json. */
export async function describeApi(api: Api, version: string, settings: Settings): Promise<void> {
  // Strict where a route says nothing: a misspelt filter must not be passed over.
  api.addHook('onRoute', (route) => {
    if (route.url.startsWith('/api/') && route.schema) route.schema.querystring ??= NoQuery
  })
  await api.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'pm-bot',
        version,
        description:
          'Every POST takes an Idempotency-Key; lists take limit and cursor; refusals are application/problem+json.',
      },
      tags: TAGS.map(([name, description]) => ({ name, description })),
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: cookieName(settings) } },
      },
      security: isSignInRequired(settings) ? [{ session: [] }] : [],
    },
    transformObject(document) {
      const { openapiObject } = document as { openapiObject: Described }
      for (const operations of Object.values(openapiObject.paths)) {
        for (const { parameters = [] } of Object.values(operations)) {
          // Fastify fills it in, so nobody has to send it.
          for (const parameter of parameters)
            if (parameter.schema.default !== undefined) parameter.required = false
        }
      }
      return openapiObject as never
    },
    refResolver: {
      buildLocalReference: (schema, _base, _fragment, index) =>
        typeof schema.$id === 'string' ? schema.$id : `schema-${index}`,
    },
  })
}

interface Described {
  paths: Record<
    string,
    Record<string, { parameters?: { required?: boolean; schema: { default?: unknown } }[] }>
  >
}

const TAGS = [
  ['instance', 'Health, version and sign-in.'],
  ['sessions', 'Browsers that are signed in.'],
  ['workspaces', 'Named sets of repositories.'],
  ['repos', 'Repositories that agents may work on.'],
  ['search', 'What is kept, found by its words.'],
  ['runs', 'Work of agents, from proposal to the applied commit.'],
  ['run-templates', 'Proposals with a name, to be made again.'],
  ['schedules', 'Templates that propose their runs when they are due.'],
  ['inbox', 'What waits for a decision.'],
  ['changesets', 'Proposed commits.'],
  ['budgets', 'What may be spent, what was, and what models cost.'],
  ['queues', 'Work queues and their jobs.'],
  ['actors', 'Actors, their mailboxes and parked messages.'],
  ['workers', 'The processes that do the work.'],
  ['audit', 'What happened, chained.'],
] as const

export function serveOpenApi(api: Api): void {
  let text: string | undefined
  api.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
    text ??= JSON.stringify(api.swagger())
    return reply.type('application/json; charset=utf-8').header('cache-control', 'no-cache').send(text)
  })
}
