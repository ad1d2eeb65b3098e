import { runCommand } from './run-command.ts'
import { openSandbox, processGroup } from './sandbox/open-sandbox.ts'
import { makePlaces, SYSTEM_PATH } from './sandbox/places.fixture.ts'

/** A worker to be killed: prints what its command prints. */
const [directory = '', script = '', level = ''] = process.argv.slice(2)
const strongest = await openSandbox({ path: SYSTEM_PATH })
await runCommand({
  argv: ['sh', '-c', script],
  sandbox:
    level === 'strongest' ? strongest : processGroup({ path: SYSTEM_PATH, prlimit: null, shortfall: level }),
  places: makePlaces(directory),
  network: false,
  timeoutMs: 60_000,
  onOutput: (chunk) => process.stdout.write(chunk),
})
