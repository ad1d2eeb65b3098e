import { readFileSync } from 'node:fs'
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { pipeline, Readable } from 'node:stream'
import { getCACertificates } from 'node:tls'
import { createGunzip } from 'node:zlib'
import type { OutboundSettings } from '@pm-bot/domain'

type Fetch = typeof fetch

/** No proxy knows what listens on our loopback. */
const THIS_MACHINE = ['localhost', '127.0.0.1', '::1', '[::1]']

/**
 * How requests leave this machine. Node's own fetch knows a proxy and further authorities only from the environment
 * that Node was started with, and not from a file of settings: so where there are any, agents of ours send them.
 */
export function wayOut({ httpsProxy, httpProxy, noProxy, caFile }: OutboundSettings): Fetch {
  if (httpsProxy === null && httpProxy === null && caFile === null) return fetch
  const proxyEnv = {
    ...(httpsProxy === null ? {} : { HTTPS_PROXY: httpsProxy }),
    ...(httpProxy === null ? {} : { HTTP_PROXY: httpProxy }),
    NO_PROXY: [...(noProxy === null ? [] : [noProxy]), ...THIS_MACHINE].join(','),
  }
  const options = { keepAlive: true, proxyEnv }
  const plain = new HttpAgent(options)
  const secure = once(
    () => new HttpsAgent({ ...options, ...(caFile === null ? {} : { ca: trustedCertificates(caFile) }) }),
  )
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const isSecure = url.protocol === 'https:'
    return await sendBy(isSecure ? httpsRequest : httpRequest, isSecure ? secure() : plain, url, init)
  }
}

/** Those of the system, and of this file. */
export function trustedCertificates(caFile: string): string[] {
  try {
    return [...getCACertificates('default'), readFileSync(caFile, 'utf8')]
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    throw new Error(
      `the file of certificates ${caFile} cannot be read (${code}). Set NODE_EXTRA_CA_CERTS to a PEM file that pm-bot can read.`,
    )
  }
}

function sendBy(
  request: typeof httpsRequest,
  agent: HttpAgent,
  url: URL,
  { method = 'GET', headers, body, signal }: RequestInit,
): Promise<Response> {
  const { promise, resolve, reject } = Promise.withResolvers<Response>()
  const sent = Object.fromEntries(new Headers(headers))
  const options = {
    method,
    agent,
    headers: { ...sent, 'accept-encoding': 'gzip' },
    ...(signal ? { signal } : {}),
  }
  const outgoing = request(url, options, (incoming) => resolve(answerOf(incoming)))
  outgoing.on('error', reject)
  outgoing.end(typeof body === 'string' || body instanceof Uint8Array ? body : undefined)
  return promise
}

/** Its body comes as it arrives: a model's answer is a stream. */
function answerOf(incoming: IncomingMessage): Response {
  const headers = new Headers()
  for (const [name, values] of Object.entries(incoming.headersDistinct))
    for (const value of values ?? []) headers.append(name, value)
  const { statusCode: status = 502, statusMessage: statusText = '' } = incoming
  const isBodyless = status === 204 || status === 205 || status === 304
  if (isBodyless) incoming.resume()
  const body = isBodyless ? null : unpacked(incoming, headers)
  headers.delete('content-encoding')
  return new Response(body, { status, statusText, headers })
}

function unpacked(incoming: IncomingMessage, headers: Headers): ReadableStream<Uint8Array> {
  if (headers.get('content-encoding') !== 'gzip')
    return Readable.toWeb(incoming) as ReadableStream<Uint8Array>
  const unpacking = createGunzip()
  // A pipe does not hand on that its source broke off, and a cut answer must not pass for a whole one.
  pipeline(incoming, unpacking, () => {})
  return Readable.toWeb(unpacking) as ReadableStream<Uint8Array>
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined
  return () => {
    made ??= make()
    return made
  }
}
