import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../../../scripts/project-root.ts'
import type { BenchCase } from '../bench-case.ts'
import { roundsOf } from '../figures.ts'
import { timeNpmStart } from './npm-start.ts'

const run = promisify(execFile)
const LINES = {
  time: 'first start: fresh clone → healthy in at most 90 s',
  size: 'first start: at most 450 MB',
}

/** What is committed, cloned into an empty folder, by somebody who has nothing but git, Node and npm. */
export const firstStart: BenchCase = {
  name: 'first-start',
  title: 'First start',
  async measure(say, bench) {
    const seconds: number[] = []
    const megabytes: number[] = []
    for (let round = 1; round <= bench.rounds; round += 1) {
      const home = mkdtempSync(join(tmpdir(), 'pm-bot-first-'))
      try {
        const clone = join(home, 'pm-bot')
        const empty = join(home, 'cache')
        mkdirSync(empty)
        await run('git', ['clone', '--quiet', '--no-local', root, clone])
        seconds.push((await timeNpmStart(clone, { ...reachTheRegistry(), PATH: PATH, HOME: empty })) / 1000)
        megabytes.push(await sizeOf(clone))
      } finally {
        rmSync(home, { recursive: true, force: true })
      }
      say(`  round ${round}: ${seconds.at(-1)!.toFixed(1)} s, ${megabytes.at(-1)} MB`)
    }
    const [time, size] = [roundsOf(seconds), roundsOf(megabytes)]
    return {
      figures: { seconds: time, megabytes: size },
      holds: { [LINES.time]: time.median <= 90, [LINES.size]: size.median <= 450 },
      found: {
        [LINES.time]: `${time.median} s (${time.min} to ${time.max})`,
        [LINES.size]: `${size.median} MB`,
      },
    }
  },
}

/** Without the programs of this tree's own packages, which npm put first. */
const PATH = (process.env.PATH ?? '')
  .split(':')
  .filter((folder) => !folder.includes('node_modules'))
  .join(':')

/** Whose certificates are believed and which proxy leads outside belong to the machine. */
const reachTheRegistry = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) =>
      /^(NODE_EXTRA_CA_CERTS|https?_proxy|no_proxy)$/i.test(name),
    ),
  )

async function sizeOf(folder: string): Promise<number> {
  const { stdout } = await run('du', ['-sm', folder])
  return Number(stdout.split('\t')[0])
}
