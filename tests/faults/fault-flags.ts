import { parseArgs } from 'node:util'
import { CASE_NAMES, type CasesToRun } from './cases.ts'
import { MUTANTS } from './mutants/mutate.ts'
import { FAMILIES, type Family } from './seeds/plan-faults.ts'
import type { SeedsToRun } from './seeds/run-seeds.ts'

const USAGE = `Usage: npm run faults -- [--write]        every case below, one after the other
       npm run faults -- --case <${CASE_NAMES.join(' | ')}> [--trials N] [--write]
       npm run faults -- --seed N | --seeds A-B [--database postgres | sqlite]
                         [--case <${FAMILIES.join(' | ')}>] [--small] [--write]
       npm run faults -- --mutants [--write]       whether seeds notice the mistakes that the runtime avoids`

/** What was asked for on the command line; ends the process when it makes no sense. */
export function readFaultFlags(args: string[]): SeedsToRun | { mutants: true; write: boolean } | CasesToRun {
  const values = parse(args)
  if (values.help) fail(0)
  if (values.mutants) return { mutants: true, write: values.write }
  const seeds = values.seeds ?? values.seed
  if (seeds === undefined) {
    if (values.case !== undefined && !CASE_NAMES.includes(values.case)) fail(2)
    return {
      write: values.write,
      ...(values.case === undefined ? {} : { name: values.case }),
      ...(values.trials === undefined ? {} : { trials: countOf(values.trials) }),
    }
  }

  const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(seeds) ?? fail(2)
  // Of none, every one has passed.
  if (Number(first) > Number(last)) fail(2)
  const { database = 'postgres' } = values
  if (database !== 'postgres' && database !== 'sqlite') fail(2)
  const family = FAMILIES.find((each) => each === values.case)
  if (values.case !== undefined && family === undefined) fail(2)
  const mutant = (['none', ...MUTANTS] as const).find((each) => each === values.mutant) ?? fail(2)
  return {
    seeds: { from: Number(first), to: Number(last) },
    database: database as SeedsToRun['database'],
    mutant,
    small: values.small,
    write: values.write,
    ...(family === undefined ? {} : { family: family as Family }),
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        seed: { type: 'string' },
        seeds: { type: 'string' },
        case: { type: 'string' },
        database: { type: 'string' },
        trials: { type: 'string' },
        mutant: { type: 'string', default: 'none' },
        mutants: { type: 'boolean', default: false },
        small: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    console.error((error as Error).message)
    return fail(2)
  }
}

/** Of no trials, none fails. */
const countOf = (text: string): number => (/^[1-9]\d*$/.test(text) ? Number(text) : fail(2))

function fail(code: number): never {
  console.error(USAGE)
  process.exit(code)
}
