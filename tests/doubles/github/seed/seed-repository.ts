import { createRandom, type Random } from '../../../faults/seeds/random.ts'
import type { Seeded, SeedOptions } from '../contract/seed-world.ts'
import { oneAtATime } from '../git/one-at-a-time.ts'
import { readRefs } from '../git/read-refs.ts'
import { accountOf } from '../state/accounts.ts'
import { isPull } from '../state/find.ts'
import type { Repository } from '../state/records.ts'
import type { State } from '../state/state.ts'
import { seedBranches } from './seed-branches.ts'
import { seedComments } from './seed-comments.ts'
import { seedIssue } from './seed-issue.ts'
import { AUTHORS } from './texts.ts'

const A_DAY_MS = 86_400_000
const ASSOCIATIONS = [
  'NONE',
  'CONTRIBUTOR',
  'NONE',
  'MEMBER',
  'FIRST_TIME_CONTRIBUTOR',
  'COLLABORATOR',
] as const

/** Fills it with a past that the seed repeats. */
export async function seedRepository(
  state: State,
  repository: Repository,
  options: SeedOptions,
): Promise<Seeded> {
  const { issues, pulls = 0, seed = 1, comments = 1, reviews = 1, days = 730 } = options
  const random = createRandom(seed)
  const now = state.clock.now().getTime()
  for (const [at, login] of AUTHORS.entries()) {
    repository.associations.set(accountOf(state, login), ASSOCIATIONS[at % ASSOCIATIONS.length]!)
  }

  const kinds = random.shuffled([...fill('issue', issues), ...fill('pull', pulls)])
  const times = momentsOf(random, kinds.length, now - days * A_DAY_MS, now)
  const seeded = kinds.map((kind, at) => seedIssue(state, repository, random, { kind, at: times[at]!, now }))
  await oneAtATime(repository, async () => {
    await seedBranches(repository, seeded.filter(isPull))
    repository.refs = await readRefs(repository.path)
  })
  return { issues, pulls, ...seedComments(state, repository, random, { seeded, comments, reviews, now }) }
}

const fill = <const T>(kind: T, count: number): T[] => new Array<T>(count).fill(kind)

/** In the order of time, whole seconds. */
function momentsOf(random: Random, count: number, from: number, to: number): number[] {
  const moments = Array.from(
    { length: count },
    () => from + random.int(0, Math.floor((to - from) / 1000)) * 1000,
  )
  return moments.sort((a, b) => a - b)
}
