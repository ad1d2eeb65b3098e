import type { NotifyResult } from '@pm-bot/domain'
import { oneLine } from './one-line.ts'

/** More than this of an answer is read by nobody. */
const MOST_BYTES = 2000

/** What an HTTP answer means for the notice: it was taken, it never will be, or it may be later. */
export async function judgeAnswer(response: Response): Promise<NotifyResult> {
  const { status, headers } = response
  const answer = `HTTP ${status}${spaced(await beginningOf(response))}`
  if (response.ok) return { status: 'sent', answer }
  if (status >= 300 && status < 400) {
    const answer = `HTTP ${status}: it points elsewhere. Redirects are not followed; give the address that it points to.`
    return { status: 'refused', answer }
  }
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    return { status: 'unreachable', answer, ...retryAfter(headers.get('retry-after')) }
  }
  return { status: 'refused', answer, ...(status === 410 ? { gone: true } : {}) }
}

const spaced = (text: string) => (text === '' ? '' : `: ${text}`)

function retryAfter(header: string | null): { retryAfterMs?: number } {
  if (header === null) return {}
  const ms = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now()
  return ms > 0 ? { retryAfterMs: ms } : {}
}

/** The other side may answer without end. */
async function beginningOf(response: Response): Promise<string> {
  if (!response.body) return ''
  const reader = response.body.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  while (length < MOST_BYTES) {
    const { done, value } = await reader.read()
    if (done) break
    chunks.push(value)
    length += value.length
  }
  await reader.cancel().catch(() => {})
  const text = new TextDecoder().decode(Buffer.concat(chunks).subarray(0, MOST_BYTES))
  return oneLine(text)
}
