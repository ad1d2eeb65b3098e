import type { IncomingMessage, ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import type { DoubleParts } from '../contract/github-double.ts'

/** Where a test in another process calls what the double can do besides being GitHub. */
export const CONTROL_PATH = '/_double/call'

export interface ControlCall {
  part: keyof DoubleParts
  name: string
  args: unknown[]
}

export type ControlAnswer = { answer?: unknown } | { error: string }

export function createControl(parts: DoubleParts) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = await call(parts, (await json(request)) as ControlCall)
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  }
}

async function call(parts: DoubleParts, { part, name, args }: ControlCall): Promise<ControlAnswer> {
  try {
    const functions = parts[part] as unknown as Record<string, (...args: unknown[]) => unknown>
    const wanted = Object.hasOwn(functions, name) ? functions[name] : undefined
    if (!wanted) throw new Error(`The double has no ${part}.${name}.`)
    return { answer: await wanted(...args) }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
