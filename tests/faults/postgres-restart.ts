import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { initRepository } from '../../packages/git/src/operators-git.fixture.ts'
import { spreadOf } from '../bench/figures.ts'
import { type Client, createClient } from '../setup/client.ts'
import type { FaultCase } from './fault-case.ts'
import { NO_NEWS, openMailByHand } from './mail-by-hand.ts'
import { startRunLoad } from './run-load.ts'
import { auditProblems, onStage, until } from './stage.ts'

/**
 * Postgres is killed and shut down at once, in turn, while runs are done and requests come in.
 * Nobody exits, the api says when to come again, and the first turn follows soon.
 */
export const postgresRestart: FaultCase = {
  name: 'postgres-restart',
  trials: 10,
  run: (trials, say) =>
    onStage({}, async ({ postgres, databaseUrl, fleet, directory }) => {
      const api = await fleet.start('api')
      for (const role of ['scheduler', 'worker', 'worker'] as const) await fleet.start(role)
      const patient = createClient(api.address, {}, { repeatForMs: 60_000 })
      const repoId = await patient.addRepository(
        initRepository(join(directory, 'shop'), { 'README.md': 'a\n' }),
      )
      const { id: probed } = await patient.propose(repoId, ['true'])
      const mail = await openMailByHand(databaseUrl)
      const load = startRunLoad(patient, repoId)
      const visits = startVisits(api.address, repoId)

      const firstTurnMs: number[] = []
      for (let trial = 0; trial < trials; trial += 1) {
        const [refused, done] = [visits.refused(), load.done.length]
        if (trial % 2 === 0) {
          await postgres.kill()
          await until(() => visits.refused() > refused)
        }
        await postgres.restart()
        await untilAccepts(databaseUrl)
        const acceptedAt = performance.now()
        await until(() =>
          mail.tell(probed, NO_NEWS).then(
            () => true,
            () => false,
          ),
        )
        await until(() => mail.isServed(probed))
        firstTurnMs.push(performance.now() - acceptedAt)
        say(`${trial + 1}/${trials}: first turn after ${Math.round(firstTurnMs.at(-1)!)} ms`)
        await until(() => load.done.length > done)
      }
      await load.stop()
      await visits.stop()
      await mail.close()

      const problems = [...load.problems, ...visits.problems]
      for (const service of fleet.services) {
        if (!service.isRunning() || service.starts > 1) problems.push(`the ${service.role} exited`)
      }
      for (const runId of visits.kept) {
        const { status } = await patient.request('GET', `/api/runs/${runId}`)
        if (status !== 200) problems.push(`a run that was acknowledged is answered with ${status}`)
      }
      if (visits.refused() === 0) problems.push('nobody was turned away: it did not bite')
      const spread = spreadOf(firstTurnMs)
      if (spread.max > 5000) problems.push(`the first turn took ${spread.max} ms once, not 5 s at most`)
      problems.push(...(await auditProblems(patient)))
      const figures = { firstTurnMs: spread, answered503: visits.refused(), answered: visits.answered() }
      return { figures: { ...figures, runs: load.done.length }, problems }
    }),
}

async function untilAccepts(url: string): Promise<void> {
  await until(async () => {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => {})
    try {
      await client.connect()
      await client.query('select 1')
      return true
    } catch {
      return false
    } finally {
      await client.end().catch(() => {})
    }
  })
}

/** Somebody who reads and proposes all the time, and takes every answer as it comes. */
function startVisits(address: string, repoId: string) {
  const kept: string[] = []
  const problems: string[] = []
  let answered = 0
  let refused = 0
  let stopped = false

  const client = createClient(address)
  const visit = async (ask: (client: Client) => ReturnType<Client['request']>) => {
    const answer = await ask(client).catch(
      (error: Error) => void problems.push(`no answer: ${error.cause ?? error}`),
    )
    if (!answer) return
    answered += 1
    if (answer.status === 201) kept.push(answer.body.id)
    if (answer.status === 503) refused += 1
    if (answer.status === 503 && !answer.headers.has('retry-after')) problems.push('503 without Retry-After')
    if (![200, 201, 503].includes(answer.status))
      problems.push(`${answer.status} ${JSON.stringify(answer.body)}`)
  }
  const proposal = { repoId, goal: 'wait', graphId: 'run_command/v1', spec: { command: ['true'] } }
  const repeat = async (ask: (client: Client) => ReturnType<Client['request']>, pauseMs: number) => {
    for (; !stopped; await sleep(pauseMs)) await visit(ask)
  }
  const ended = Promise.all([
    repeat(({ request }) => request('GET', '/api/runs?limit=5'), 20),
    repeat(({ request }) => request('POST', '/api/runs', proposal), 100),
  ])
  return {
    /** Runs that were acknowledged. */
    kept,
    problems,
    answered: () => answered,
    /** Answered with 503. */
    refused: () => refused,
    async stop() {
      stopped = true
      await ended
    },
  }
}
