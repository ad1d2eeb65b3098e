import { DomainError } from '@pm-bot/domain'
import type { Delivery } from '@pm-bot/store'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { problems } from '../answers.ts'
import type { Api, ApiOptions } from '../api-context.ts'
import { createBytesUnderWay } from '../bytes-under-way.ts'
import { addressOf } from '../client-address.ts'
import { gatherReads } from '../gather-reads.ts'
import { takeDeliveries } from '../take-deliveries.ts'
import { isSigned, SIGNATURE } from '../verify-signature.ts'
import { createWebhookAudit } from '../webhook-audit.ts'
import { readDelivery } from '../webhook-delivery.ts'

const MB = 1024 * 1024
/** GitHub sends up to 25 MB. What is larger than this is not worth its memory: the next poll finds what it spoke of. */
const MOST_BYTES = 5 * MB
const MOST_BYTES_UNDER_WAY = 32 * MB

const DeliveryHeaders = Type.Object({
  'x-hub-signature-256': Type.String({
    pattern: SIGNATURE.source,
    description: 'HMAC of the body with one of the secrets in GITHUB_WEBHOOK_SECRET.',
  }),
  'x-github-delivery': Type.String({ pattern: '^[!-~]{1,100}$' }),
  'x-github-event': Type.String({ pattern: '^[a-z0-9_.]{1,100}$' }),
})
const DeliveryResult = Type.Object(
  { status: Type.Union([Type.Literal('stored'), Type.Literal('repeated')]) },
  { description: 'It is kept; what it speaks of is asked for soon.' },
)

/** The one door without a session: a signature over the bytes as they came takes its place. */
export function webhookRoutes(api: Api, options: ApiOptions): void {
  const { webhookSecrets } = options.settings.github
  const audit = createWebhookAudit(options)
  const underWay = createBytesUnderWay(MOST_BYTES_UNDER_WAY)
  // Those that come together are kept together: GitHub sends hundreds in a burst.
  const take = gatherReads((deliveries: readonly Delivery[]) => takeDeliveries(options.store, deliveries))

  /** Before the body is read. */
  async function turnAway(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (webhookSecrets.length === 0)
      throw new DomainError('not_found', 'no webhooks are taken here; set GITHUB_WEBHOOK_SECRET')
    const { headers } = request
    if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined)
      throw new DomainError('forbidden', 'a browser has nothing to deliver here')
    if (!SIGNATURE.test(String(headers['x-hub-signature-256']))) {
      await audit.refused(addressOf(request), 'no-signature')
      throw new DomainError('unauthenticated', 'the delivery is not signed; give the webhook the secret')
    }
    const leave = underWay.take(Math.min(MOST_BYTES, Number(headers['content-length'] ?? MOST_BYTES)))
    if (!leave)
      throw new DomainError('unavailable', 'too much is being delivered at once', { retryAfterSeconds: 5 })
    reply.raw.once('finish', leave).once('close', leave)
  }

  api.register(async (scope) => {
    // The signature is about bytes, and nobody reads what is not signed.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, bytes, done) => done(null, bytes))
    scope.post(
      '/webhooks/github',
      {
        bodyLimit: MOST_BYTES,
        onRequest: turnAway,
        validatorCompiler: () => () => true,
        schema: {
          tags: ['repos'],
          operationId: 'deliverWebhook',
          summary: 'Take a delivery of GitHub as a hint to look sooner',
          security: [],
          headers: DeliveryHeaders,
          body: Type.Object({}, { description: 'As GitHub describes its events.' }),
          response: { 202: DeliveryResult, ...problems(404, 413, 415) },
        },
      },
      async (request, reply) => {
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        if (!(await isSigned(webhookSecrets, body, String(request.headers['x-hub-signature-256'])))) {
          await audit.refused(addressOf(request), 'wrong-signature')
          throw new DomainError('unauthenticated', 'the signature does not fit; compare the secrets')
        }
        const status = await take(readDelivery(request.headers, body))
        return reply.code(202).send({ status: status ?? 'repeated' })
      },
    )
  })
}
