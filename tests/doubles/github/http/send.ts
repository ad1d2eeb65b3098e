import type { ServerResponse } from 'node:http'
import type { NewFault } from '../contract/faults.ts'

/** An answer on its way out. */
export interface Outgoing {
  status: number
  headers: Record<string, string>
  body: Buffer
}

/** Whether the fault keeps the answer, or the end of it, from who asked. */
export const withholds = (fault: NewFault | undefined) =>
  fault?.kind === 'drop-after' || fault?.kind === 'drop-midway'

export function send(response: ServerResponse, outgoing: Outgoing, fault: NewFault | undefined): void {
  if (fault?.kind === 'drop-after') {
    response.destroy()
    return
  }
  const { status, headers, body } = outgoing
  // Without a length, the body would go out in chunks.
  const length = status === 204 || status === 304 ? {} : { 'content-length': String(body.length) }
  response.writeHead(status, { ...headers, ...length })
  if (fault?.kind === 'drop-midway') {
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy())
  } else response.end(body)
}
