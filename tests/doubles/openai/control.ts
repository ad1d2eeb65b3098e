import type { IncomingMessage, ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import type { OpenAiDouble } from './contract.ts'

/** Where a test in another process calls what the double can do besides being a model. */
export const CONTROL_PATH = '/_double/call'

interface Call {
  part: 'log' | 'faults'
  name: string
  args: unknown[]
}

export function createControl(parts: Pick<OpenAiDouble, 'log' | 'faults'>) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { part, name, args } = (await json(request)) as Call
    const functions = parts[part] as unknown as Record<string, (...args: unknown[]) => unknown>
    const answer = functions[name]!(...args)
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ answer }))
  }
}

/** The functions of one part of a double at this address, each a request. */
export function remotePart<Part extends object>(url: string, part: Call['part']): Part {
  const call = async (name: string, args: unknown[]) => {
    const body = JSON.stringify({ part, name, args } satisfies Call)
    const response = await fetch(new URL(CONTROL_PATH, url), { method: 'POST', body })
    if (!response.ok) throw new Error(`The double has no ${part}.${name}.`)
    return ((await response.json()) as { answer?: unknown }).answer
  }
  return new Proxy({} as Part, {
    // Not a promise, though it seems to have every function.
    get: (_, name) =>
      typeof name === 'string' && name !== 'then' ? (...args: unknown[]) => call(name, args) : undefined,
  })
}
