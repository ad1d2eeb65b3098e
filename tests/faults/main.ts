import { runCases } from './cases.ts'
import { readFaultFlags } from './fault-flags.ts'
import { runSeeds } from './seeds/run-seeds.ts'

const flags = readFaultFlags(process.argv.slice(2))
const ok = 'seeds' in flags ? await runSeeds(flags) : await runCases(flags)
process.exit(ok ? 0 : 1)
