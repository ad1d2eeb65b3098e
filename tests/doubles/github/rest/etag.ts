import { createHash } from 'node:crypto'

/** Of this body, for this token at this URL: the same body has another ETag for another token. */
export function etagOf(url: string, tokenId: string, body: string, form: 'weak' | 'strong'): string {
  const hash = createHash('sha256').update(`${url}\n${tokenId}\n${body}`).digest('hex')
  return form === 'weak' ? `W/"${hash}"` : `"${hash}"`
}

/** Compares weakly, as `If-None-Match` does. */
export function matchesEtag(ifNoneMatch: string | undefined, etag: string): boolean {
  const plain = (tag: string) => tag.trim().replace(/^W\//, '')
  return (ifNoneMatch ?? '').split(',').map(plain).includes(plain(etag))
}
