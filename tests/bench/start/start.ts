import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildPage } from '../../../packages/cli/src/build-page.ts'
import { root } from '../../../scripts/project-root.ts'
import type { BenchCase } from '../bench-case.ts'
import { roundsOf } from '../figures.ts'
import { timeNpmStart } from './npm-start.ts'

const LINE = 'start: npm start on an installed tree → healthy in under 3 s'

/** Everything is installed and built; the data directory is a new one each time. */
export const start: BenchCase = {
  name: 'start',
  title: 'Start',
  async measure(say, bench) {
    await buildPage(() => say('Building the page …'))
    const times: number[] = []
    for (let round = 1; round <= bench.rounds; round += 1) {
      const data = mkdtempSync(join(tmpdir(), 'pm-bot-start-'))
      try {
        times.push(await timeNpmStart(root, { PATH: process.env.PATH, HOME: data, PMBOT_DATA_DIR: data }))
      } finally {
        rmSync(data, { recursive: true, force: true })
      }
      say(`  round ${round}: ${Math.round(times.at(-1)!)} ms`)
    }
    const time = roundsOf(times)
    return {
      figures: { healthyMs: time },
      holds: { [LINE]: time.median < 3000 },
      found: { [LINE]: `${time.median} ms (${time.min} to ${time.max})` },
    }
  },
}
