/** Where a browser takes notices, as it says it itself. Whoever has it can send there, so it is kept as a secret. */
export interface PushSubscription {
  endpoint: string
  keys: { p256dh: string; auth: string }
}

/** By which a push service knows pm-bot: base64url, of the curve P-256. */
export interface PushKeys {
  publicKey: string
  privateKey: string
}

/** Undefined when it is none. */
export function readPushSubscription(text: string): PushSubscription | undefined {
  const { endpoint, keys } = (parse(text) ?? {}) as Partial<PushSubscription>
  const isHttps = typeof endpoint === 'string' && URL.parse(endpoint)?.protocol === 'https:'
  if (!isHttps || !isBytes(keys?.p256dh, 65) || !isBytes(keys?.auth, 16)) return undefined
  return { endpoint, keys: { p256dh: keys!.p256dh, auth: keys!.auth } }
}

const isBytes = (text: unknown, length: number): boolean =>
  typeof text === 'string' &&
  /^[A-Za-z0-9_-]+={0,2}$/.test(text) &&
  Math.floor((text.replaceAll('=', '').length * 3) / 4) === length

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
