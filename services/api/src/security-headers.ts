import type { FastifyHelmetOptions } from '@fastify/helmet'
import type { Settings } from '@pm-bot/domain'

/** Everything comes from here, in files; nothing may frame us or run inline. */
export function securityHeaders({ publicUrl }: Settings): FastifyHelmetOptions {
  const self = ["'self'"]
  const none = ["'none'"]
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: self,
        scriptSrc: self,
        styleSrc: self,
        imgSrc: ["'self'", 'data:'],
        connectSrc: self,
        workerSrc: self,
        objectSrc: none,
        frameAncestors: none,
        baseUri: none,
        formAction: self,
      },
    },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    // On plain http it would lock the operator out of everything else on that host.
    strictTransportSecurity:
      publicUrl?.protocol === 'https:' ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  }
}
