// Plain JavaScript without dependencies: it runs on Node 20 in a fresh clone and brings everything else.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { explain } from './bootstrap/complaint.mjs'
import { install } from './bootstrap/install.mjs'
import { runOnNode24 } from './bootstrap/node-24.mjs'

/** Every command of package.json: what it needs installed, and the program it is. */
const COMMANDS = {
  start: { parts: 'runtime', program: ['packages/cli/src/main.ts', 'start'] },
  'pm-bot': { parts: 'runtime', program: ['packages/cli/src/main.ts'] },
  build: { parts: 'runtime', program: ['packages/cli/src/main.ts', 'build'] },
  api: { parts: 'runtime', program: ['services/api/src/main.ts'] },
  worker: { parts: 'runtime', program: ['services/worker/src/main.ts'] },
  scheduler: { parts: 'runtime', program: ['services/scheduler/src/main.ts'] },
  dev: { parts: 'runtime', program: ['node_modules/vite/bin/vite.js', 'web'] },
  faults: { parts: 'full', program: ['tests/faults/main.ts'] },
  bench: { parts: 'full', program: ['tests/bench/main.ts'] },
  test: { parts: 'full', program: ['scripts/test.ts'] },
  check: { parts: 'full', program: ['scripts/check.ts'] },
}

const root = fileURLToPath(new URL('..', import.meta.url))
const [name, ...args] = process.argv.slice(2)
const command = Object.hasOwn(COMMANDS, name ?? '') ? COMMANDS[name] : undefined

if (!command) {
  console.error(`Usage: node scripts/bootstrap.mjs ${Object.keys(COMMANDS).join(' | ')} [arguments]`)
  process.exit(2)
}

try {
  await install(root, command.parts)
  const [file, ...fixed] = command.program
  await runOnNode24(root, [join(root, file), ...fixed, ...args])
} catch (error) {
  console.error(explain(error))
  process.exit(1)
}
