/**
 * One idempotency key per intent: sending the same thing again, after a lost answer or a
 * double click, is the same request. Another body is another intent.
 */
export function createIntent() {
  let sent: string | undefined
  let key = ''

  return {
    keyFor(body: unknown): string {
      const text = JSON.stringify(body)
      if (text !== sent) {
        sent = text
        key = newKey()
      }
      return key
    },
    /** It happened; the same body from now on is a new wish. */
    fulfilled(): void {
      sent = undefined
    },
  }
}

/** Not crypto.randomUUID: browsers withhold it from a page that a home server serves over http. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
