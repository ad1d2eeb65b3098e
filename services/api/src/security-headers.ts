import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Settings } from '@pm-bot/domain'
import helmet, { type HelmetOptions } from 'helmet'

/** They are the same for every answer, so they are made once. */
export function securityHeaders(settings: Settings): Headers {
  const headers = new Headers()
  const response = {
    setHeader: (name: string, value: string) => headers.set(name, value),
    removeHeader: () => {},
  }
  helmet(optionsOf(settings))({} as IncomingMessage, response as unknown as ServerResponse, () => {})
  return headers
}

/** Everything comes from here, in files; nothing may frame us or run inline. */
function optionsOf({ publicUrl }: Settings): HelmetOptions {
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
