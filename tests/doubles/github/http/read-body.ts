import type { IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { ApiError } from '../rest/api-error.ts'

/** Undefined where nothing was sent, and the refusal where it is no JSON. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const bytes = await buffer(request)
  if (bytes.length === 0) return undefined
  try {
    return JSON.parse(bytes.toString())
  } catch {
    return new ApiError(400, 'Problems parsing JSON')
  }
}
