import type { Performer } from '@pm-bot/runtime'
import type { World } from '../world.ts'

export const ERRAND_VERBS = ['make-branch', 'post-comment', 'put-status', 'ring-bell'] as const
export type ErrandVerb = (typeof ERRAND_VERBS)[number]

/**
 * `done` by this attempt; `adopted`: an earlier one did it, and left its trace. `unanswered`: it was
 * asked for once, the connection broke, and it must not be asked for again.
 */
export type ErrandResult = 'done' | 'adopted' | 'unanswered'

/** How things are done in a world that may refuse, or do it and not say so. */
export function performersIn(world: World): Record<ErrandVerb, Performer> {
  const errand =
    (work: (id: string, token: string, signal: AbortSignal) => Promise<ErrandResult>): Performer =>
    ({ payload, token }, signal) =>
      work((payload as { id: string }).id, token, signal)
  return {
    // A name is taken once; whose it is tells the marker.
    'make-branch': errand(async (id, token, signal) => {
      if (await world.hasBranch(id, token, signal)) return 'adopted'
      await world.makeBranch(id, token, signal)
      return 'done'
    }),
    // Nothing keeps two comments apart: look for the marker, then post.
    'post-comment': errand(async (id, token, signal) => {
      if ((await world.countComments(id, token, signal)) > 0) return 'adopted'
      await world.postComment(id, token, signal)
      return 'done'
    }),
    'put-status': errand(async (id, token, signal) => {
      await world.putStatus(id, token, signal)
      return 'done'
    }),
    // Without the signal: once asked for, there is no way back.
    'ring-bell': errand(async (id, token, signal) => {
      signal.throwIfAborted()
      return (await world.ringBell(id, token)) ? 'done' : 'unanswered'
    }),
  }
}
