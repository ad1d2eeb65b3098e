import type { ServerResponse } from 'node:http'
import { type Completion, chunksOf } from './completion.ts'
import type { ModelFaultKind } from './contract.ts'
import type { ApiProblem } from './refuse-history.ts'

export function sendProblem(
  response: ServerResponse,
  problem: ApiProblem,
  headers: Record<string, string> = {},
) {
  const { status, ...error } = problem
  response
    .writeHead(status, { 'content-type': 'application/json', ...headers })
    .end(JSON.stringify({ error }))
}

/** Sends it whole or as events; a fault keeps its second half from who asked. */
export function sendCompletion(
  response: ServerResponse,
  completion: Completion,
  { stream, includeUsage }: { stream: boolean; includeUsage: boolean },
  fault: ModelFaultKind | undefined,
): void {
  const contentType = stream ? 'text/event-stream; charset=utf-8' : 'application/json'
  response.writeHead(200, { 'content-type': contentType })
  const text = stream ? eventsOf(completion, includeUsage) : JSON.stringify(completion)
  // In the middle of an event or document, wherever that is.
  const half = text.slice(0, text.lastIndexOf('"', Math.floor(text.length / 2)))
  if (fault === 'drop-midway') response.write(half, () => response.destroy())
  else if (fault === 'malformed') response.end(stream ? `${half}\n\n` : half)
  else response.end(text)
}

function eventsOf(completion: Completion, includeUsage: boolean): string {
  const events = chunksOf(completion, includeUsage).map((chunk) => JSON.stringify(chunk))
  return [...events, '[DONE]'].map((data) => `data: ${data}\n\n`).join('')
}
