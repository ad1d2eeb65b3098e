import { DomainError, isLoopback, type Settings } from '@pm-bot/domain'
import type { FastifyRequest } from 'fastify'

export const isUnsafe = (method: string) => method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS'

/**
 * Keeps foreign pages out of a server that their visitor's browser can reach: first the name
 * it was called by (DNS rebinding), then the page that asks, then how it asks. Of a trusted proxy
 * the name is believed that it was called by.
 */
export const checkOrigin = (settings: Settings) => async (request: FastifyRequest) => {
  const { headers, method, raw } = request
  const hosts = hostsOf(settings, raw.socket)
  // An absolute address, as a proxy is sent, names a host of its own.
  if (!raw.url?.startsWith('/')) throw new DomainError('bad_request', 'this is no proxy')
  // Node passes over a second Host; a proxy in front may have gone by it.
  const named = raw.rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host')
  if (named.length !== 1 || !hosts.has(request.host.toLowerCase())) {
    throw new DomainError(
      'forbidden',
      'pm-bot does not answer to this host name; set PMBOT_PUBLIC_URL to the address that browsers use',
    )
  }

  const { origin } = headers
  if (origin !== undefined && !originsOf(settings, hosts).has(origin.toLowerCase())) {
    throw new DomainError('forbidden', 'another site may not send requests here')
  }

  const site = headers['sec-fetch-site']
  if (site === undefined || site === 'same-origin' || site === 'none') return
  // A link on another page may open one of ours; it may not read or do anything behind it.
  const opensPage =
    method === 'GET' &&
    headers['sec-fetch-mode'] === 'navigate' &&
    headers['sec-fetch-dest'] === 'document' &&
    !isApiRoute(request)
  if (opensPage || (site === 'same-site' && !isUnsafe(method))) return
  throw new DomainError('forbidden', 'another site may not send requests here')
}

/** By the matched route's own pattern where there is one: the path as sent may be spelled in many ways. */
export function isApiRoute({ routeOptions, url }: FastifyRequest): boolean {
  const pattern = routeOptions.url
  if (pattern !== undefined && pattern !== '/*') return pattern.startsWith('/api/')
  return /^\/api(\/|$|\?)/.test(url)
}

function hostsOf(settings: Settings, socket: FastifyRequest['raw']['socket']): Set<string> {
  // Undefined where there is no socket: in tests that inject requests.
  const port = socket.localPort ?? settings.port
  const address = socket.localAddress?.replace(/^::ffff:/, '') ?? settings.host
  // The address that was really reached is a literal, so no foreign name can stand for it.
  // Whoever set a public address means that one, and what is on this machine itself.
  const names = new Set(settings.publicUrl ? [] : [address, settings.host])
  if (isLoopback(address)) for (const name of ['localhost', '127.0.0.1', '::1']) names.add(name)

  const hosts = new Set<string>()
  for (const name of names) {
    const bracketed = name.includes(':') ? `[${name}]` : name.toLowerCase()
    hosts.add(`${bracketed}:${port}`)
    if (port === 80) hosts.add(bracketed)
  }
  if (settings.publicUrl) hosts.add(settings.publicUrl.host)
  return hosts
}

function originsOf({ publicUrl }: Settings, hosts: Set<string>): Set<string> {
  const origins = new Set(
    [...hosts].filter((host) => host !== publicUrl?.host).map((host) => `http://${host}`),
  )
  if (publicUrl) origins.add(publicUrl.origin)
  return origins
}
