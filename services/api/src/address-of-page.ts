import type { Settings } from '@pm-bot/domain'
import type { FastifyRequest } from 'fastify'

/** Where the operator's browser finds pm-bot: as it is said, or as it was just now; checkOrigin knows that name. */
export const addressOfPage = (
  { protocol, host }: Pick<FastifyRequest, 'protocol' | 'host'>,
  { publicUrl }: Pick<Settings, 'publicUrl'>,
): string => publicUrl?.href ?? `${protocol}://${host}/`
