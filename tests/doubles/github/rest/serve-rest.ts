import type { IncomingMessage, ServerResponse } from 'node:http'
import { delay } from '../http/delay.ts'
import { readJson } from '../http/read-body.ts'
import { send, withholds } from '../http/send.ts'
import { noteForbiddenCall } from '../log/note-forbidden-call.ts'
import { noteForeignBranch } from '../log/note-foreign-branch.ts'
import type { Parts } from '../parts.ts'
import { fullNameOf } from '../state/find.ts'
import { answerCall, type Served } from './answer-call.ts'
import { answerHeaders } from './answer-headers.ts'
import type { Written } from './answer-request.ts'
import { identify } from './identify.ts'
import { noteMediaType } from './note-media-type.ts'
import { createRoutes } from './routes.ts'

export const API_BASE = '/api/v3'

const BAD_GATEWAY: Served = {
  written: { status: 502, text: JSON.stringify({ message: 'Server Error' }) },
  spent: false,
}

/** Answers REST requests as GitHub Enterprise does. */
export function createRestServer(parts: Parts) {
  const { state, faultBook, quotaBook, logBook, listeners } = parts
  const routes = createRoutes(quotaBook)

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const startedAt = Date.now()
    const method = request.method ?? 'GET'
    const target = (request.url ?? '').slice(API_BASE.length)
    const { pathname: path, searchParams: query } = new URL(target, 'http://github')
    const fault = faultBook.draw(method === 'GET' ? 'rest-read' : 'rest-write', method, target)
    const who = identify(state, request)
    const { actor, tokenId, quotaOwner } = who.viewer
    const body = await readJson(request)
    for (const listener of listeners) await listener({ method, path: target })

    const isRefused = fault?.kind === 'refuse-before'
    const { written, spent } = isRefused
      ? BAD_GATEWAY
      : await answerCall(parts, routes, request, { method, path, query, body }, who)
    await delay(fault, response)
    noteMediaType(logBook, request.headers.accept)
    noteForbiddenCall(logBook, { method, path, actor })
    noteWrite(parts, written, { actor, body: body ?? null, answered: !withholds(fault) })
    logBook.request({
      method,
      path: target,
      kind: 'rest',
      actor,
      tokenId,
      status: written.status,
      spentQuota: spent,
      fault: fault?.kind ?? null,
      startedAt,
      endedAt: Date.now(),
    })
    const headers = {
      ...answerHeaders(who.viewer, written.text !== ''),
      ...(isRefused ? {} : quotaBook.headers(quotaOwner)),
      ...written.headers,
    }
    send(response, { status: written.status, headers, body: Buffer.from(written.text) }, fault)
  }
}

function noteWrite(
  parts: Parts,
  { wrote }: Written,
  rest: { actor: string; body: unknown; answered: boolean },
): void {
  if (!wrote) return
  const { kind, target } = wrote
  const repository = fullNameOf(wrote.repository)
  parts.logBook.write({ kind, repository, target, ...rest })
  if (kind === 'delete-ref') {
    noteForeignBranch(parts, { repository, actor: rest.actor, ref: String(target), how: 'deletes' })
  }
}
