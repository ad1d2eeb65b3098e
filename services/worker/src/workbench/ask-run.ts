import { type ActorReply, cast } from '@pm-bot/actors'
import type { GoAhead, RunCommand, Workbench } from '@pm-bot/domain'
import { ask } from '@pm-bot/runtime'
import type { Bench } from './bench.ts'

/** The questions that an attempt asks its run. */
export function askRun(
  { context, attempt, patiently }: Bench,
  baseSha: () => Promise<string>,
): Pick<Workbench, 'mayGoOn' | 'judgeCall' | 'taint'> {
  const asked = async (question: RunCommand) => {
    const reply = await patiently(() => ask<ActorReply>(context.store.storage, cast, attempt.owner, question))
    if (reply.status === 'refused') throw new Error(reply.message)
    return reply.data
  }

  return {
    async mayGoOn(heardTo) {
      const answer = await asked({
        type: 'may-go-on',
        effectId: attempt.effectId,
        attempt: attempt.attempt + attempt.crashes,
        // An attempt that only goes on behind an interrupt needs no clone for this.
        baseSha: attempt.verb === 'run-agent' ? await baseSha() : null,
        ...(heardTo === undefined ? {} : { heardTo }),
      })
      return answer as GoAhead
    },
    async judgeCall({ tool }) {
      return { verdict: 'deny', why: `no rule allows ${tool}` }
    },
    async taint() {},
  }
}
