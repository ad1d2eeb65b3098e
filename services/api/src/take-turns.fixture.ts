import { cast } from '@pm-bot/actors'
import { fireDueTimers, takeTurns } from '@pm-bot/runtime'
import type { TestApi } from './test-api.fixture.ts'

/** What workers and the scheduler do of themselves: here the test says when, until nothing is left to do. */
export async function takeAllTurns({ store }: Pick<TestApi, 'store'>): Promise<void> {
  for (let turns = 0; turns < 1000; turns += 1) {
    const fired = await fireDueTimers(store.storage)
    const { handled, failed } = await takeTurns(store.storage, cast)
    if (failed.length > 0) throw failed[0]!.error
    if (fired + handled === 0) return
  }
  throw new Error('the actors do not come to rest')
}
