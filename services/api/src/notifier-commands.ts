import {
  DomainError,
  type NotifierKind,
  type NotifiersCommand,
  type NotifierView,
  readPushSubscription,
} from '@pm-bot/domain'
import { lookUpNotifier, type Reader, type Vault } from '@pm-bot/store'
import type { FastifyRequest } from 'fastify'
import type { Command } from './command.ts'
import { identityOf } from './kept-answer.ts'

/** @throws DomainError */
export async function findNotifier(reader: Pick<Reader, 'read'>, id: string): Promise<NotifierView> {
  const notifier = await lookUpNotifier(reader, id)
  if (!notifier) throw new DomainError('not_found', 'there is no such notifier')
  return notifier
}

export function notifierCommand(
  { id, workspaceId }: Pick<NotifierView, 'id' | 'workspaceId'>,
  done: Command['done'],
  message: Extract<NotifiersCommand, { by: string }>,
): Command {
  return {
    to: { kind: 'notifiers', key: workspaceId },
    message,
    done,
    view: (read) => findNotifier(read, id),
    ...(message.type === 'create-notifier'
      ? {}
      : { whenRefused: async (read) => ({ current: await findNotifier(read, id) }) }),
  }
}

/** As https://www.standardwebhooks.com has them; what is shorter could be guessed. */
const SIGNING_SECRET = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/

/** The secret as it is kept; undefined when none was named. @throws DomainError when it cannot be one of this kind */
export async function sealFor(
  { id, kind }: { id: string; kind: NotifierKind },
  secret: string | null | undefined,
  vault: Vault,
): Promise<string | null | undefined> {
  if (!secret) return secret
  if (kind === 'webhook' && !SIGNING_SECRET.test(secret)) {
    throw new DomainError('invalid_spec', '“secret” must be whsec_ and 24 to 64 random bytes in base64')
  }
  if (kind === 'web_push' && !readPushSubscription(secret)) {
    throw new DomainError('invalid_spec', '“secret” must be the subscription of a browser, as JSON')
  }
  return await vault.seal(secret, id)
}

/** Who the request is, without anything from which its secret could be guessed. */
export async function secretApart(
  request: FastifyRequest<{ Body: { secret?: string | null } }>,
  vault: Vault,
): Promise<ReturnType<typeof identityOf>> {
  const { secret } = request.body
  return identityOf(request, {
    ...request.body,
    ...(secret ? { secret: await vault.fingerprint(secret) } : {}),
  })
}
