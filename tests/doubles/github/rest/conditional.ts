import type { IncomingMessage } from 'node:http'
import type { Parts } from '../parts.ts'
import type { Written } from './answer-request.ts'
import { etagOf, matchesEtag } from './etag.ts'
import type { Viewer } from './viewer.ts'

/** The answer with its ETag, or 304 to who has it already. */
export function conditional(
  { etags }: Parts,
  { method, url = '', headers }: IncomingMessage,
  { tokenId }: Viewer,
  written: Written,
): Written {
  if (method !== 'GET' || written.status !== 200) return written
  const etag = etagOf(url, tokenId, written.text, etags)
  const tagged = { ...written, headers: { ...written.headers, etag } }
  return matchesEtag(headers['if-none-match'], etag) ? { ...tagged, status: 304, text: '' } : tagged
}
