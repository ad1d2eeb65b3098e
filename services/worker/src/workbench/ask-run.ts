import { type ActorReply, cast } from '@pm-bot/actors'
import type { CallJudgement, GoAhead, RunCommand, Workbench } from '@pm-bot/domain'
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
    async judgeCall(call, begin = false) {
      const { effectId, token } = attempt
      const question = { type: 'judge-call', effectId, token, call, begin } as const
      const judgement = (await asked({ ...question, grantId: null })) as CallJudgement
      if (judgement.verdict !== 'ask') return judgement
      const { grants: _, ...verdict } = judgement
      return verdict
    },
    async taint(labels) {
      await asked({ type: 'taint-run', effectId: attempt.effectId, labels })
    },
  }
}
