import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Problem } from '@pm-bot/domain'
import type { Api } from './api-context.ts'
import { PROBLEM_TYPE, problemOf } from './problem.ts'

/** Answers what is not HTTP enough for Fastify to see it. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return
  answer(socket, describe(error.code))
}

function describe(code: string | undefined): Problem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return problemOf('bad_request', 'the address or the headers are too long', {}, 431)
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return problemOf('bad_request', 'the request did not arrive in time', {}, 408)
    default:
      return problemOf('bad_request', 'this is not an HTTP request')
  }
}

/** What Node would answer by itself and without a word, or not at all. */
export function answerOddRequests({ server }: Api): void {
  server.on('checkExpectation', ({ socket }) =>
    answer(socket, problemOf('bad_request', 'this expectation cannot be met', {}, 417)),
  )
  server.on('connect', (_request, socket) =>
    answer(socket, problemOf('method_not_allowed', 'this is no proxy')),
  )
}

function answer(socket: Duplex, problem: Problem): void {
  const body = JSON.stringify(problem)
  socket.end(
    [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      `Content-Type: ${PROBLEM_TYPE}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      'X-Content-Type-Options: nosniff',
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}
