import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../project-root.ts'

/** Everything that must hold of the code besides its tests. The slowest first, for two run at a time. */
const CHECKS: Record<string, string[]> = {
  'unused code': ['node_modules/knip/bin/knip.js', '--no-progress'],
  'types of the page': ['node_modules/typescript/bin/tsc', '-p', 'web'],
  types: ['node_modules/typescript/bin/tsc', '-p', '.'],
  'lint and format': ['node_modules/@biomejs/biome/bin/biome', 'check', '--colors=off'],
  layers: ['scripts/check-layers.ts'],
  '.env.example': ['scripts/check-env-example.ts'],
  'lock file': ['scripts/check-lock.ts'],
  ...typesOfThePeers(),
}
const AT_ONCE = 2

/** Runs every check, with a line for each and the output of those that fail. Answers whether all hold. */
export async function runChecks(): Promise<boolean> {
  const waiting = Object.entries(CHECKS)
  let holds = true

  async function worker(): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, command] = next
      const started = performance.now()
      const complaint = await run(command)
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      console.log(`${complaint === undefined ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`)
      if (complaint !== undefined) console.log(complaint.trimEnd().replace(/^/gm, '     '))
      holds &&= complaint === undefined
    }
  }

  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return holds
}

/** Only where `npm run bench` has installed what they are the types of. */
function typesOfThePeers(): Record<string, string[]> {
  const folder = 'tests/bench/peers'
  if (!existsSync(join(root, folder, 'node_modules'))) return {}
  return { 'types of the peers': ['node_modules/typescript/bin/tsc', '-p', folder] }
}

/** What the command printed, if it failed. */
function run(command: string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const options = { cwd: root, timeout: 5 * 60_000, maxBuffer: 64 * 1024 * 1024 }
    execFile(process.execPath, command, options, (error, stdout, stderr) => {
      resolve(error ? stdout + stderr || error.message : undefined)
    })
  })
}
