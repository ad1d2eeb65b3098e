import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { git, initRepository } from '../../../packages/git/src/operators-git.fixture.ts'
import { type Answer, type Client, createClient } from '../../setup/client.ts'
import type { History } from './history.ts'
import type { Random } from './random.ts'
import type { SeedSize } from './seed-options.ts'

/** What clients of the api saw. */
export interface ClientsReport {
  problems: string[]
  /** Items about which two clients decided the opposite. */
  contests: number
  runs: Record<string, number>
  /** Requests sent again because their answer was lost, or not waited for. */
  repeated: number
  /** Answers 503 with `Retry-After`. */
  unavailable: number
}

/** Longer than any seed: only its end ends their patience. */
const PATIENCE_MS = 900_000
const LOOKED_AT = ['/api/inbox?status=pending', '/api/runs?limit=20', '/api/queues', '/api/workers']

export interface Clients {
  /** What they saw so far. */
  report: ClientsReport
  isDone(): boolean
  /** Nothing is asked for again. */
  giveUp(): void
}

/** Two clients who want the opposite of each run, and somebody who looks on. */
export function startClients(options: {
  address: string
  directory: string
  random: Random
  size: SeedSize
  history: History
}): Clients {
  const { address, directory, random, size, history } = options
  const report: ClientsReport = { problems: [], contests: 0, runs: {}, repeated: 0, unavailable: 0 }
  const onTry = (method: string, path: string, answer: Answer | undefined) => {
    if (answer && answer.status < 500) return
    history.record('no answer', { method, path, status: answer?.status })
    if (method === 'POST') report.repeated += 1
    if (answer?.status === 503 && answer.headers.has('retry-after')) report.unavailable += 1
    else if (answer) {
      report.problems.push(
        `${method} ${path} is answered with ${answer.status}: ${JSON.stringify(answer.body)}`,
      )
    }
  }
  const givenUp = new AbortController()
  const { signal } = givenUp
  const client = createClient(address, {}, { repeatForMs: PATIENCE_MS, signal, onTry })
  const context: Context = { address, client, history, report }

  let done = false
  const look = async () => {
    for (let n = 0; !done && !signal.aborted; n += 1) {
      await client.request('GET', LOOKED_AT[n % LOOKED_AT.length]!)
      await sleep(200)
    }
  }
  const runs = Array.from({ length: size.runs }, async (_, n) => {
    await sleep((n / size.runs) * size.faultsMs * 0.8)
    await contestRun(context, join(directory, `shop-${n}`), random.fork(`run ${n}`)).catch((error: Error) =>
      report.problems.push(`run ${n}: ${error.message}`),
    )
  })
  void look().catch((error: Error) => report.problems.push(`looking on: ${error.message}`))
  void Promise.all(runs).then(() => {
    done = true
  })
  return { report, isDone: () => done, giveUp: () => givenUp.abort() }
}

interface Context {
  address: string
  client: Client
  history: History
  report: ClientsReport
}

/** From its proposal to its end, with a contest at each of its decisions. */
async function contestRun(context: Context, path: string, random: Random): Promise<void> {
  const { client, report, history } = context
  const repository = initRepository(path, { 'README.md': 'a\n' })
  const repoId = await client.addRepository(repository)
  const { id } = await client.propose(repoId, ['sh', '-c', 'sleep 0.3; echo b >> README.md'])
  let winner = await contest(context, id, random)
  if (winner === 'approve') {
    const { status, reason } = await client.untilRun(id, 'blocked', 'failed')
    if (status !== 'blocked') throw new Error(`it is ${status}: ${reason}`)
    winner = await contest(context, id, random)
  }
  const expected = winner === 'approve' ? 'completed' : 'rejected'
  const { status, reason } = await client.untilRun(id, 'completed', 'rejected', 'failed')
  history.record('run ended', { id, status })
  report.runs[status] = (report.runs[status] ?? 0) + 1
  if (status !== expected) report.problems.push(`run ${id} is ${status} (${reason}), not ${expected}`)
  const branches = git(repository, 'for-each-ref', '--format=%(refname:short)', 'refs/heads/pm-bot')
    .split('\n')
    .filter(Boolean)
  const commits = branches.map((branch) => git(repository, 'rev-list', '--count', `main..${branch}`))
  const left = commits.join(' ')
  if (left !== (expected === 'completed' ? '1' : '')) {
    report.problems.push(`run ${id} is ${status} and left “${left}” commits on its branches`)
  }
}

/** Both decide at once, the opposite; each sends again what got no answer, and then once more. */
async function contest(
  { address, client, history, report }: Context,
  runId: string,
  random: Random,
): Promise<string> {
  const { id: itemId, version, subjectHash } = await client.pendingItem(runId)
  const path = `/api/inbox/${itemId}/decision`
  const decide = async (action: string) => {
    const key = randomUUID()
    const body = { action, version, subjectHash }
    // A head start, most of the time: what is rejected at once runs no agent.
    await sleep(random.int(0, action === 'approve' ? 10 : 30))
    if (random.chance(0.5)) {
      await hangUp(new URL(path, address), key, body, random.int(1, 25))
      report.repeated += 1
    }
    const answer = await client.request('POST', path, body, { 'idempotency-key': key })
    const again = await client.request('POST', path, body, { 'idempotency-key': key })
    history.record('decided', { itemId, action, status: answer.status })
    if (again.status !== answer.status || JSON.stringify(again.body) !== JSON.stringify(answer.body)) {
      report.problems.push(
        `item ${itemId}: the same request is answered with ${answer.status}, then ${again.status}`,
      )
    }
    return { action, ...answer }
  }
  const answers = await Promise.all(random.shuffled(['approve', 'reject']).map(decide))
  report.contests += 1

  const winners = answers.filter(({ status }) => status === 200)
  const losers = answers.filter(({ status }) => status === 409)
  const [winner] = winners
  if (!winner || winners.length !== 1 || losers.length !== 1) {
    throw new Error(
      `item ${itemId} is decided with ${answers.map(({ action, status }) => `${action}: ${status}`)}`,
    )
  }
  const told = losers[0]!.body.decision?.action
  if (told !== winner.action) {
    report.problems.push(`item ${itemId}: ${winner.action} won, and the loser is told of ${told}`)
  }
  return winner.action
}

/** Sends it and does not wait for the answer. */
async function hangUp(url: URL, key: string, body: object, afterMs: number): Promise<void> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': key }
  const signal = AbortSignal.timeout(afterMs)
  await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal }).catch(() => {})
}
