import {
  assertSameParty,
  CreateNotifierBody,
  checkNotifier,
  FIRST_WORKSPACE,
  Id,
  type NotifiersCommand,
  NotifiersQuery,
  newId,
  PatchNotifierBody,
} from '@pm-bot/domain'
import { listNotifiers, pushKeysOf } from '@pm-bot/store'
import { Type } from 'typebox'
import { addressOfPage } from '../address-of-page.ts'
import { pageOf, problems, refusals, view } from '../answers.ts'
import { type Api, type ApiContext, OPERATOR } from '../api-context.ts'
import { carryOut, command } from '../command.ts'
import { CommandHeaders, ifVersion, KeyHeaders } from '../command-headers.ts'
import { send } from '../kept-answer.ts'
import { findNotifier, notifierCommand, sealFor, secretApart } from '../notifier-commands.ts'
import { findWorkspace } from './workspaces.ts'

const tags = ['notifiers']
const params = Type.Object({ notifierId: Id })

type Creating = Extract<NotifiersCommand, { type: 'create-notifier' }>

/** What reaches the operator away from the page. Nothing here reaches anybody: workers do. */
export function notifierRoutes(api: Api, context: ApiContext): void {
  const { store, settings, vault } = context
  const { database } = store

  api.get(
    '/api/notifiers',
    {
      schema: {
        tags,
        operationId: 'listNotifiers',
        summary: 'List notifiers, oldest first, with how their last delivery ended',
        querystring: NotifiersQuery,
        response: { 200: pageOf('NotifierView'), ...problems() },
      },
    },
    ({ query }) => listNotifiers(database, query),
  )

  api.post(
    '/api/notifiers',
    {
      schema: {
        tags,
        operationId: 'createNotifier',
        summary: 'Be told of what waits in the inbox, away from the page',
        headers: KeyHeaders,
        body: CreateNotifierBody,
        response: { 201: view('NotifierView'), ...refusals(404) },
      },
    },
    async (request, reply) => {
      const identity = await secretApart(request, vault)
      const answer = await carryOut(context, identity, async () => {
        const { workspaceId = FIRST_WORKSPACE.workspaceId, secret, ...facts } = request.body
        const { id } = await findWorkspace(database, workspaceId)
        const notifierId = newId()
        const message: Creating = {
          type: 'create-notifier',
          notifierId,
          kinds: null,
          leastRisk: 'low',
          quietHours: null,
          digestMinutes: 0,
          isOn: true,
          ...facts,
          secret: (await sealFor({ id: notifierId, kind: facts.target.kind }, secret, vault)) ?? null,
          address: addressOfPage(request, settings),
          by: OPERATOR,
        }
        // Here as well: behind other mail, a refusal by the turn would be written down.
        checkNotifier(message)
        return notifierCommand({ id: notifierId, workspaceId: id }, 201, message)
      })
      send(reply, answer)
    },
  )

  api.get(
    '/api/notifiers/push-key',
    {
      schema: {
        tags,
        operationId: 'getPushKey',
        summary: 'Read the key that a browser subscribes with for a notifier of the kind web_push',
        response: { 200: view('PushKeyView'), ...problems() },
      },
    },
    async () => ({ publicKey: (await pushKeysOf(vault)).publicKey }),
  )

  api.get(
    '/api/notifiers/:notifierId',
    {
      schema: {
        tags,
        operationId: 'getNotifier',
        summary: 'Read a notifier, with how its last delivery and its last test ended',
        params,
        response: { 200: view('NotifierView'), ...problems(404) },
      },
    },
    ({ params }) => findNotifier(database, params.notifierId),
  )

  api.patch(
    '/api/notifiers/:notifierId',
    {
      schema: {
        tags,
        operationId: 'changeNotifier',
        summary: 'Change a notifier, or turn it on or off',
        params,
        headers: CommandHeaders,
        body: PatchNotifierBody,
        response: { 200: view('NotifierView'), ...refusals(404) },
      },
    },
    async (request, reply) => {
      const identity = await secretApart(request, vault)
      const answer = await carryOut(context, identity, async () => {
        const notifier = await findNotifier(database, request.params.notifierId)
        const { secret, ...facts } = request.body
        const { kind } = facts.target ?? notifier.target
        const sealed = await sealFor({ id: notifier.id, kind }, secret, vault)
        const before = { ...notifier, secret: notifier.hasSecret ? 'sealed' : null }
        if (facts.target && sealed === undefined) assertSameParty(before, facts.target)
        checkNotifier({ ...before, ...facts, ...(sealed === undefined ? {} : { secret: sealed }) })
        return notifierCommand(notifier, 200, {
          type: 'change-notifier',
          notifierId: notifier.id,
          ...facts,
          ...(sealed === undefined ? {} : { secret: sealed }),
          address: addressOfPage(request, settings),
          ifVersion: ifVersion(request),
          by: OPERATOR,
        })
      })
      send(reply, answer)
    },
  )

  api.delete(
    '/api/notifiers/:notifierId',
    {
      schema: {
        tags,
        operationId: 'removeNotifier',
        summary: 'Remove a notifier, and its secret',
        params,
        headers: CommandHeaders,
        response: { 204: Type.Null({ description: 'Done.' }), ...refusals(404) },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const notifier = await findNotifier(database, request.params.notifierId)
        const { id: notifierId } = notifier
        const message = {
          type: 'remove-notifier',
          notifierId,
          ifVersion: ifVersion(request),
          by: OPERATOR,
        } as const
        return notifierCommand(notifier, 204, message)
      }),
  )

  api.post(
    '/api/notifiers/:notifierId/test',
    {
      schema: {
        tags,
        operationId: 'testNotifier',
        summary: 'Send a test; `test` of the notifier says how it went, and what the other side said',
        params,
        headers: KeyHeaders,
        body: Type.Object({}, { additionalProperties: false }),
        response: { 202: view('NotifierView', 'A worker sends it.'), ...refusals(404) },
      },
    },
    (request, reply) =>
      command(context, request, reply, async () => {
        const notifier = await findNotifier(database, request.params.notifierId)
        const address = addressOfPage(request, settings)
        const message = { type: 'test-notifier', notifierId: notifier.id, address, by: OPERATOR } as const
        return notifierCommand(notifier, 202, message)
      }),
  )
}
