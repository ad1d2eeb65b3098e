import { createHmac } from 'node:crypto'

/**
 * An HTML comment that GitHub keeps in a body and shows nobody, by which a later attempt finds what an earlier one
 * wrote. Only who has the key can make it, so that nobody else's text passes for ours.
 *
 * @param what names one write: the effect and which of its operations
 */
export const markerOf = (key: string | Uint8Array, what: string): string =>
  `<!-- pm-bot:${createHmac('sha256', key).update(what).digest('hex').slice(0, 32)} -->`

/** Whether it holds such a comment, and so most likely is ours. */
export const isMarked = (body: string): boolean => /<!-- pm-bot:[0-9a-f]{32} -->/.test(body)
