import type { Bench, Say } from '../bench-case.ts'
import type { Entrant } from './entrants.ts'

/** What one entrant did in all rounds, or why it could not take part. */
export interface Result<T> {
  entrant: Entrant
  rounds: T[]
  dropped?: string
}

/**
 * Round by round and everyone in each, so that what disturbs the machine for a while disturbs all alike. A peer that
 * fails is out of the race and listed as such; our own failure is an error.
 */
export async function inRounds<T>(
  entrants: readonly Entrant[],
  bench: Bench,
  say: Say,
  measure: (entrant: Entrant) => Promise<T>,
): Promise<Result<T>[]> {
  const missing = entrants.some(({ needs }) => needs) ? await bench.peersMissing() : undefined
  const results = entrants.map((entrant): Result<T> => {
    const dropped = entrant.needs && missing
    return { entrant, rounds: [], ...(dropped ? { dropped } : {}) }
  })
  for (let round = 1; round <= bench.rounds; round += 1) {
    for (const result of results) {
      if (result.dropped) continue
      const { name, kind } = result.entrant
      try {
        const found = await measure(result.entrant)
        say(`  round ${round}: ${name}: ${JSON.stringify(found)}`)
        result.rounds.push(found)
      } catch (error) {
        if (kind === 'ours') throw error
        result.dropped = (error as Error).message.split('\n').slice(0, 3).join(' ')
        say(`  round ${round}: ${name} is out: ${(error as Error).message}`)
      }
    }
  }
  return results
}
