/** Masks secrets in texts and in the strings of JSON values, keys included. */
export interface Redactor {
  text(text: string): string
  json<Value>(value: Value): Value
}

export const MASK = '[redacted]'

/** Shorter "secrets" would mask ordinary words. */
const SHORTEST_SECRET = 6

/**
 * Shapes of credentials that this process need not hold to recognise. The text is an agent's:
 * every repetition is bounded or cannot be entered twice, so that no text takes more than linear time.
 */
const PATTERNS: readonly RegExp[] = [
  /\bghs_\d{1,20}_[A-Za-z0-9._-]{20,4000}/g,
  /\bgh[pousr]_[A-Za-z0-9]{20,255}\b/g,
  /\bgithub_pat_[A-Za-z0-9_]{20,255}\b/g,
  /\bglpat-[A-Za-z0-9_-]{20,}/g,
  /\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{20,}/g,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bAIza[A-Za-z0-9_-]{35}\b/g,
  /\bnpm_[A-Za-z0-9]{36}\b/g,
  /\bpmb_[A-Za-z0-9_-]{20,}/g,
  /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,8000}\.[A-Za-z0-9_-]{10,2000}/g,
  /(?<=:\/\/[^\s/:@]{0,100}:)[^\s/@]{1,200}(?=@)/g,
  /(?<=\b[Bb]earer )[A-Za-z0-9._~+/=-]{16,}/g,
]

/**
 * The one redactor of a process. It masks the exact secrets that the process holds first,
 * in the encodings they travel in, and shapes of credentials second.
 */
export function createRedactor(secrets: readonly string[]): Redactor {
  const forms = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap(encodingsOf)
    // Longest first: a form that contains another must not be left half masked.
    .sort((a, b) => b.length - a.length)

  const text = (original: string): string => {
    let masked = original
    for (const form of forms) masked = masked.replaceAll(form, MASK)
    for (const pattern of PATTERNS) masked = masked.replace(pattern, MASK)
    return maskPrivateKeys(masked)
  }
  const json = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value)
    if (Array.isArray(value)) return value.map(json)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [text(key), json(member)]))
  }
  return { text, json: json as Redactor['json'] }
}

/** By search instead of a pattern: many beginnings without an end would each be read to the end. */
function maskPrivateKeys(text: string): string {
  let masked = ''
  let at = 0
  for (const begin of text.matchAll(/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/g)) {
    if (begin.index < at) continue
    const end = text.indexOf('-----END ', begin.index)
    masked += text.slice(at, begin.index) + MASK
    // Without an end everything that follows may be the key.
    if (end === -1) return masked
    const close = text.indexOf('-----', end + 9)
    at = close === -1 ? text.length : close + 5
  }
  return masked + text.slice(at)
}

function encodingsOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const base64 = bytes.toString('base64')
  return [
    ...new Set([
      secret,
      base64,
      base64.replace(/=+$/, ''),
      bytes.toString('base64url'),
      bytes.toString('hex'),
      bytes.toString('hex').toUpperCase(),
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
    ]),
  ]
}
