import { setTimeout as sleep } from 'node:timers/promises'
import { type ActorReply, cast } from '@pm-bot/actors'
import type {
  CallJudgement,
  GoAhead,
  GrantAnswer,
  GrantsCommand,
  RunCommand,
  Taint,
  ToolCall,
  Workbench,
} from '@pm-bot/domain'
import { type Address, ask, RetryLater } from '@pm-bot/runtime'
import { lookUpRepo } from '@pm-bot/store'
import type { Bench } from './bench.ts'

/** The questions that an attempt asks its run. */
export function askRun(
  { context, attempt, payload, signal, patiently }: Bench,
  baseSha: () => Promise<string>,
): Pick<Workbench, 'mayGoOn' | 'judgeCall' | 'taint'> {
  const { effectId, token, owner } = attempt
  const told = new Set<Taint>()

  async function asked(to: Address, question: RunCommand | GrantsCommand): Promise<unknown> {
    for (;;) {
      signal.throwIfAborted()
      try {
        const reply = await patiently(() => ask<ActorReply>(context.store.storage, cast, to, question))
        if (reply.status === 'refused') throw new Error(reply.message)
        return reply.data
      } catch (error) {
        // Asked twice by one attempt is asked once: each of these questions says what it is about.
        if (!(error instanceof RetryLater)) throw error
        await sleep(error.delayMs, undefined, { signal })
      }
    }
  }

  /** Only where GitHub said so at the last look. */
  const isPublic = async (): Promise<boolean> => {
    const repo = await patiently(() => lookUpRepo(context.store.database, payload.repo.repoId))
    return repo?.sync?.visibility === 'public'
  }

  /** `found`: a grant, and whether it was found for a tainted run. */
  const judged = async (
    call: ToolCall,
    begin: boolean,
    found: { grantId: string | null; tainted: boolean },
  ) => (await asked(owner, { type: 'judge-call', effectId, token, call, begin, ...found })) as CallJudgement

  return {
    async mayGoOn(heardTo) {
      const answer = await asked(owner, {
        type: 'may-go-on',
        effectId,
        attempt: attempt.attempt + attempt.crashes,
        // An attempt that only goes on behind an interrupt needs no clone for this.
        baseSha: attempt.verb === 'run-agent' ? await baseSha() : null,
        ...(heardTo === undefined ? {} : { heardTo }),
      })
      return answer as GoAhead
    },

    async judgeCall(call, begin = false) {
      let found: { grantId: string | null; tainted: boolean } = { grantId: null, tainted: false }
      for (;;) {
        // The run has the last word also on what a grant allows, and remembers what is begun.
        const judgement = await judged(call, begin, found)
        if (judgement.verdict !== 'ask') return judgement
        const { grants, ...verdict } = judgement
        const { workspaceId, repoId, tainted } = grants
        if (found.grantId !== null && tainted === found.tainted) {
          throw new Error('a call that a grant allows was asked about again')
        }
        const { grantId } = (await asked(
          { kind: 'grants', key: workspaceId },
          { type: 'use-grant', runId: payload.runId, repoId, tainted, ...call },
        )) as GrantAnswer
        if (grantId === null) return verdict
        found = { grantId, tainted }
      }
    },

    async taint(labels) {
      const unheard = labels.filter((label) => !told.has(label))
      // Looked up each time: what everybody may read today may be closed tomorrow, in the middle of a run.
      const isOpen = unheard.includes('private-content') && (await isPublic())
      const fresh = isOpen ? unheard.filter((label) => label !== 'private-content') : unheard
      if (fresh.length === 0) return
      await asked(owner, { type: 'taint-run', effectId, labels: fresh })
      for (const label of fresh) told.add(label)
    },
  }
}
