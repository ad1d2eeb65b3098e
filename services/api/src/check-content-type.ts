import { DomainError } from '@pm-bot/domain'
import type { FastifyRequest } from 'fastify'
import { isUnsafe } from './check-origin.ts'

/**
 * A form on a foreign page can send neither this type nor a DELETE, so whoever does is a
 * script of ours or no browser at all.
 */
export async function checkContentType({ method, headers }: FastifyRequest): Promise<void> {
  if (!isUnsafe(method)) return
  const type = headers['content-type']
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
  if (type === undefined && method === 'DELETE' && !hasBody) return

  if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type ?? '')) {
    throw new DomainError('unsupported_media_type', 'send the body as application/json in UTF-8')
  }
  if (!/^(identity)?$/i.test(headers['content-encoding'] ?? '')) {
    throw new DomainError('unsupported_media_type', 'send the body without a content-encoding')
  }
}
