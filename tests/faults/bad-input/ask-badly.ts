import { Agent, request as httpRequest } from 'node:http'
import fc from 'fast-check'
import { brokenRequests } from './broken-requests.ts'
import { type Endpoint, nameOf } from './endpoints.ts'
import { type GeneratedRequest, type Known, validRequests } from './valid-requests.ts'

/** What is asked, and how what is kept can be looked at. */
export interface Target {
  address: string
  known: Known
  /** Every row that is kept, as text by table. */
  snapshot(): Promise<Record<string, string[]>>
}

export interface Amount {
  valid: number
  broken: number
  seed: number
}

export interface Answered {
  status: number
  type: string
}

const BATCH = 50
/** Refusals that must leave everything as it was. */
const UNTOUCHED = [400, 404, 422]

/** Sends an endpoint what it allows and what it forbids. Returns what was wrong, and how it answered. */
export async function askBadly(target: Target, endpoint: Endpoint, { valid, broken, seed }: Amount) {
  const problems: string[] = []
  const statuses: Record<string, number> = {}
  const count = (kind: string, { status }: Answered) => {
    const key = `${kind} ${status}`
    statuses[key] = (statuses[key] ?? 0) + 1
  }

  const bad = fc.sample(brokenRequests(endpoint, target.known), { numRuns: broken, seed })
  await inBatches(
    target,
    bad,
    async (request) => {
      const answer = await send(target.address, request)
      count('broken', answer)
      if (answer.status < 400)
        problems.push(`${nameOf(endpoint)} answered ${answer.status} to ${show(request)}`)
      problems.push(...complaintsOf(endpoint, request, answer))
    },
    problems,
  )

  const refused: GeneratedRequest[] = []
  for (const request of fc.sample(validRequests(endpoint, target.known), { numRuns: valid, seed })) {
    const answer = await send(target.address, request)
    count('valid', answer)
    problems.push(...complaintsOf(endpoint, request, answer))
    if (UNTOUCHED.includes(answer.status)) refused.push(request)
  }
  // Once more, without what was accepted in between.
  await inBatches(target, refused, (request) => send(target.address, request), problems)
  return { problems, statuses }
}

/** After fifty requests nothing may have changed; where something has, they are sent one by one. */
async function inBatches(
  { snapshot, address }: Target,
  requests: readonly GeneratedRequest[],
  ask: (request: GeneratedRequest) => Promise<unknown>,
  problems: string[],
): Promise<void> {
  for (let at = 0; at < requests.length; at += BATCH) {
    const batch = requests.slice(at, at + BATCH)
    const before = await snapshot()
    for (const request of batch) await ask(request)
    const written = differences(before, await snapshot())
    if (written.length > 0) problems.push(...(await bisect(address, snapshot, batch, written)))
  }
}

async function bisect(
  address: string,
  snapshot: Target['snapshot'],
  batch: readonly GeneratedRequest[],
  written: string[],
): Promise<string[]> {
  for (const request of batch) {
    const before = await snapshot()
    const { status } = await send(address, request)
    const changed = differences(before, await snapshot())
    if (changed.length > 0) return [`${changed.join(', ')} changed with ${status} by ${show(request)}`]
  }
  return [`${written.join(', ')} changed by one of ${batch.map(show).join('\n')}`]
}

const differences = (before: Record<string, string[]>, after: Record<string, string[]>): string[] =>
  Object.keys(after).filter((table) => `${after[table]}` !== `${before[table]}`)

function complaintsOf(endpoint: Endpoint, request: GeneratedRequest, { status, type }: Answered): string[] {
  const said = `${nameOf(endpoint)} answered ${status} (${type}) to ${show(request)}`
  if (status >= 500) return [said]
  return status >= 400 && !type.startsWith('application/problem+json') ? [said] : []
}

const show = ({ method, url, headers, body = '' }: GeneratedRequest): string =>
  `${method} ${url.slice(0, 300)} ${JSON.stringify(headers)} ${JSON.stringify(body.slice(0, 300))}`

const agent = new Agent({ keepAlive: true, maxSockets: 1 })

function send(address: string, { method, url, headers, body }: GeneratedRequest): Promise<Answered> {
  const { hostname, port } = new URL(address)
  return new Promise((resolve, reject) => {
    const asking = httpRequest({ agent, hostname, port, method, path: url, headers }, (response) => {
      const type = response.headers['content-type'] ?? ''
      const answer = { status: response.statusCode ?? 0, type }
      // A stream of events has no end.
      if (type.startsWith('text/event-stream')) {
        asking.destroy()
        return resolve(answer)
      }
      response
        .resume()
        .on('end', () => resolve(answer))
        .on('error', reject)
    })
    asking.on('error', reject)
    asking.end(body)
  })
}
