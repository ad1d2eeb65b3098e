import { setTimeout as sleep } from 'node:timers/promises'
import type { InboxItemView } from '@pm-bot/domain'
import { openOpenAiDouble } from '../doubles/openai/index.ts'
import { createClient } from '../setup/client.ts'
import { register, syncNow } from '../setup/github-cache.ts'
import { hearCommands } from '../setup/hear-commands.ts'
import { openShop, REPO, settingsOf } from '../setup/on-github.ts'
import { DATABASES, type DatabaseName } from '../setup/product.ts'
import { fixer } from './agents/fixer.ts'
import { decideAll } from './agents/operator.ts'
import { attemptsLost, type Crew, startCrew } from './agents/victims.ts'
import {
  answerProblems,
  budgetProblems,
  endProblems,
  outsideProblems,
  type World,
} from './agents/walk-problems.ts'
import type { FaultCase } from './fault-case.ts'
import { createRandom, type Random } from './seeds/random.ts'
import { auditProblems, onEither } from './stage.ts'

const SEED = 6
const KILLS_A_WALK = 4
/** Beyond those that were asked for, until one meets an attempt. */
const MOST_MORE_KILLS = 6
/** Between a sign of life and the kill: also what gives no sign is to be met. */
const LONGEST_DELAY_MS = 200
const LIMITS = { tokens: 500_000, calls: 150, seconds: 3600 }

/**
 * From a cached issue to a draft pull request, with a scripted model: an undisturbed walk, then walks whose worker (on SQLite
 * the one process) is killed at points that chance draws from all signs of life of the first. The trials are the kills,
 * so many on each database.
 */
export const agentKills: FaultCase = {
  name: 'agent-kills',
  trials: 20,
  async run(trials, say) {
    const figures: Record<string, unknown> = {}
    const problems: string[] = []
    for (const database of DATABASES) {
      const counts = await walkOn(database, trials, say)
      problems.push(...counts.problems.map((problem) => `${database}: ${problem}`))
      const { problems: _, ...rest } = counts
      figures[database] = rest
    }
    return { figures, problems }
  },
}

/** The same on one of them. */
export async function walkOn(database: DatabaseName, trials: number, say: (line: string) => void) {
  const heard = await hearCommands()
  const models = await openOpenAiDouble({ scripts: { fixer: fixer(heard) } })
  const github = await openShop()
  github.limits.setQuota('octo', { limit: 100_000, remaining: 100_000 })
  const settings = { ...settingsOf(github), OPENAI_BASE_URL: models.baseUrl, PMBOT_MODEL: 'openai:fixer' }
  try {
    return await onEither(database, settings, async ({ fleet }) => {
      const crew = await startCrew(fleet, database)
      const client = createClient(crew.address, {}, { repeatForMs: 60_000 })
      const world: World = { client, fleet, github, models, heard }
      const repoId = await register(client, REPO)
      const random = createRandom(SEED, database)
      const counts = { kills: 0, walks: 0, attemptsLost: 0, callsLost: 0, served: 0, counted: 0 }
      const problems: string[] = []
      let signs = 0
      // Kills that fell between attempts prove nothing: of few, none may have met one.
      const isProved = () => counts.attemptsLost > 0 || counts.kills >= trials + MOST_MORE_KILLS
      while (counts.walks === 0 || counts.kills < trials || !isProved()) {
        const left = Math.min(KILLS_A_WALK, Math.max(1, trials - counts.kills))
        const points = Array.from({ length: counts.walks === 0 ? 0 : left }, () => random.int(1, signs))
        const walk = await walkOnce(world, repoId, { crew, random, points: points.sort((a, b) => a - b) })
        counts.walks += 1
        if (counts.walks === 1) signs = walk.signs
        counts.kills += walk.kills
        counts.attemptsLost += walk.attemptsLost
        counts.callsLost += walk.callsLost
        counts.served += walk.served
        counts.counted += walk.spent
        problems.push(...walk.problems.map((problem) => `walk ${counts.walks}: ${problem}`))
        say(`${database}: ${counts.kills}/${trials} kills in ${counts.walks} walks`)
      }
      if (counts.attemptsLost === 0) problems.push('no kill met an attempt')
      problems.push(...models.log.problems(), ...github.log.problems(), ...(await auditProblems(client)))
      for (const { kind, detail } of github.log.violations()) problems.push(`${kind}: ${detail}`)
      return { ...counts, problems }
    })
  } finally {
    await Promise.all([heard.close(), models.close(), github.close()])
  }
}

async function walkOnce(
  world: World,
  repoId: string,
  { crew, random, points }: { crew: Crew; random: Random; points: readonly number[] },
) {
  const { client, github, models, heard, fleet } = world
  const issue = github.world.openIssue(REPO, {
    title: 'README is untidy',
    body: 'Tidy it up.',
    author: 'mallory',
  })
  await syncNow(client, repoId)
  models.log.clear()
  github.log.clear()
  const proposed = await client.request('POST', '/api/runs', {
    repoId,
    goal: `Fix issue ${issue}`,
    graphId: 'repo_change_proposer/v1',
    spec: { issueNumber: issue, checks: [['grep', 'shop', 'README.md']] },
    budget: LIMITS,
  })
  if (proposed.status !== 201) throw new Error(`${proposed.status} ${JSON.stringify(proposed.body)}`)
  const runId: string = proposed.body.id
  const heardBefore = heard.calls.length
  const signs = () =>
    models.log.requests().length + github.log.requests().length + heard.calls.length - heardBefore

  let isOver = false
  const killing = killAt(points, { signs, random, isOver: () => isOver, kill: () => crew.kill(runId) })
  const problems: string[] = []
  const run = await decideToTheEnd(world, runId, problems)
  isOver = true
  const kills = await killing
  const seen = signs()
  // What is lost is counted with the end of the run.
  const budget = await settled(world, runId)
  problems.push(
    ...(await endProblems(world, run)),
    ...outsideProblems(world, issue),
    ...budget.problems,
    ...(await answerProblems(world, runId, models.log.requests().at(-1)?.messages)),
  )
  const { served, spent, lost } = budget
  return {
    signs: seen,
    kills,
    attemptsLost: await attemptsLost(fleet, runId),
    served,
    spent,
    callsLost: lost,
    problems,
  }
}

async function killAt(
  points: readonly number[],
  {
    signs,
    random,
    isOver,
    kill,
  }: { signs(): number; random: Random; isOver(): boolean; kill(): Promise<void> },
): Promise<number> {
  let kills = 0
  for (const point of points) {
    // Half of them at once: a call is under way then, of which nobody can say what it cost.
    const delay = random.chance(0.5) ? 0 : random.int(0, LONGEST_DELAY_MS)
    while (signs() < point && !isOver()) await sleep(1)
    await sleep(delay)
    if (isOver()) return kills
    await kill()
    kills += 1
  }
  return kills
}

const LONGEST_WALK_MS = 180_000

async function decideToTheEnd({ client }: World, runId: string, problems: string[]) {
  let sentBack = false
  const decide = (item: InboxItemView) => {
    if (item.kind === 'question') return { action: 'respond', reason: 'Yes, and it happened.' }
    if (JSON.stringify(item.payload).includes('rm')) return { action: 'reject', reason: 'not the source' }
    if (item.kind !== 'changeset_apply' || sentBack) return { action: 'approve' }
    sentBack = true
    return { action: 'respond', reason: 'The shop is closed.' }
  }
  for (const deadline = Date.now() + LONGEST_WALK_MS; ; await sleep(20)) {
    problems.push(...(await decideAll(client, runId, decide)))
    const run = await client.run(runId)
    if (['completed', 'failed', 'cancelled', 'rejected'].includes(run.status)) return run
    if (Date.now() > deadline) return run
  }
}

/** The run tells its budget that it has ended. */
async function settled(world: World, runId: string) {
  for (const deadline = Date.now() + 20_000; ; await sleep(100)) {
    const found = await budgetProblems(world, runId)
    if (found.problems.length === 0 || Date.now() > deadline) return found
  }
}
