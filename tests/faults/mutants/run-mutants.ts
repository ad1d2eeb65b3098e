import { writeFigures } from '../figures-page.ts'
import type { Family } from '../seeds/plan-faults.ts'
import { runSeed } from '../seeds/run-seed.ts'
import { FULL, type SeedSize } from '../seeds/seed-options.ts'
import { MUTANTS, type Mutant } from './mutate.ts'

const SEEDS = 3

/** Faults that bring a mistake to light soon. The workload and the oracle are those of every seed. */
interface Mix {
  family: Family
  size: SeedSize
}

const HUNT: SeedSize = {
  ...FULL.postgres,
  faultsMs: 10_000,
  letters: 300,
  errands: 60,
  runs: 0,
  leastMessages: 500,
}
/** Answers get lost, and attempts their effects. */
const CUT_LINKS: Mix = { family: 'links', size: { ...HUNT, letters: 500, faults: 2, bombs: 0 } }
/** Processes die in the middle of things, also by their messages. */
const KILLS: Mix = { family: 'kills', size: HUNT }

const MIXES: Record<Exclude<Mutant, 'none'>, Mix> = {
  'fence-off': CUT_LINKS,
  'dedupe-off': CUT_LINKS,
  'marker-search-off': CUT_LINKS,
  'one-statement-claim': CUT_LINKS,
  'acknowledge-up-to-n': CUT_LINKS,
  'two-transaction-claim': KILLS,
  'attempt-counted-after': KILLS,
  'poll-off': CUT_LINKS,
}

interface Hunt {
  mutant: Mutant
  family: Family
  /** The first seed that the oracle objected to. */
  caughtBy: number | undefined
  /** What it names as violated. */
  invariants: string[]
}

/**
 * Runs seeds on each mutant until the oracle objects, and a seed of each mix on the product, to which
 * it must not object and which must prove something. False when a mutant gets away, or when the product does not.
 */
export async function runMutants(
  { write }: { write: boolean },
  say: (line: string) => void,
): Promise<boolean> {
  const hunts: Hunt[] = []
  for (const mix of [CUT_LINKS, KILLS]) hunts.push(await hunt('none', mix, 1, say))
  for (const mutant of MUTANTS) hunts.push(await hunt(mutant, MIXES[mutant], SEEDS, say))

  say(['', ...hunts.map(lineOf)].join('\n'))
  if (write) writeFigures('mutants', tableOf(hunts))
  const ok = hunts.every(({ mutant, caughtBy }) => (caughtBy === undefined) === (mutant === 'none'))
  console.log(JSON.stringify({ case: 'mutants', ok, hunts }))
  return ok
}

async function hunt(
  mutant: Mutant,
  { family, size }: Mix,
  seeds: number,
  say: (line: string) => void,
): Promise<Hunt> {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const options = { seed, database: 'postgres', mutant, family, size } as const
    const { verdict, problems } = await runSeed(options, (line) => say(`${mutant}: ${line}`))
    // A seed that proves nothing would acquit the product of anything.
    const isCaught = mutant === 'none' ? verdict !== 'passed' : verdict === 'failed'
    if (!isCaught) continue
    const found = { mutant, family, caughtBy: seed, invariants: problems.map(invariantOf) }
    say(lineOf(found))
    return found
  }
  return { mutant, family, caughtBy: undefined, invariants: [] }
}

/** Without the particulars: “lost” of “3 lost: generator-1 → clerk-4 #7; …”. */
const invariantOf = (problem: string): string => problem.replace(/^\d+ /, '').replace(/: .*/s, '')

const lineOf = ({ mutant, family, caughtBy, invariants }: Hunt): string => {
  const verdict = caughtBy === undefined ? 'no objection' : `caught by seed ${caughtBy}`
  return `${mutant.padEnd(22)} ${family.padEnd(6)} ${verdict}  ${invariants.join(', ')}`
}

const tableOf = (hunts: readonly Hunt[]): string =>
  [
    '| mistake | faults | caught by seed | violated |',
    '|---|---|---|---|',
    ...hunts.map(
      ({ mutant, family, caughtBy, invariants }) =>
        `| ${mutant} | ${family} | ${caughtBy ?? '–'} | ${invariants.join('; ')} |`,
    ),
  ].join('\n')
