import { runCases } from './cases.ts'
import { readFaultFlags } from './fault-flags.ts'
import { runMutants } from './mutants/run-mutants.ts'
import { runSeeds } from './seeds/run-seeds.ts'

const flags = readFaultFlags(process.argv.slice(2))
const ok =
  'mutants' in flags
    ? await runMutants(flags, (line) => console.error(line))
    : 'seeds' in flags
      ? await runSeeds(flags)
      : await runCases(flags)
process.exit(ok ? 0 : 1)
