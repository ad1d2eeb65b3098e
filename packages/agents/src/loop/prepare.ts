import { Command, type Runtime } from '@langchain/langgraph'
import { DomainError } from '@pm-bot/domain'
import type { AgentContext } from '../agent-graph.ts'
import { packContext } from '../context-pack/pack-context.ts'
import { renderPack } from '../context-pack/render-pack.ts'
import type { LoopAgent } from './loop-agent.ts'
import type { LoopState, LoopUpdate } from './loop-state.ts'
import { modelOf } from './model-of.ts'
import { RULES } from './rules.ts'

/** Packs what the agent begins with, before anything is changed. */
export const prepare =
  (agent: LoopAgent) =>
  async (_: LoopState, { context }: Runtime<AgentContext>): Promise<Command<unknown, LoopUpdate>> => {
    const { workbench, spec, runId } = context!
    const { steering } = await workbench.mayGoOn(0)
    try {
      await modelOf(context!)
      const work = await workbench.keepWork()
      const pack = await packContext(agent.contextOf(spec), context!)
      const bytes = Buffer.from(pack.canonical)
      const title = `Context: ${pack.summary}`
      const contentType = 'application/json'
      const kept = await workbench.keepArtifact({ kind: 'context_pack', title, contentType, bytes })
      await workbench.progress({ type: 'context-packed', title, detail: { hash: pack.hash } })
      return new Command({
        goto: 'think',
        update: {
          messages: [
            { from: 'pm-bot', text: `${agent.task}\n\n${RULES}` },
            { from: 'person', text: renderPack(pack) },
            ...steering.map(({ text }) => ({ from: 'person' as const, text })),
          ],
          heard: { runId, seq: steering.at(-1)?.seq ?? 0 },
          work,
          kept: [kept],
        },
      })
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      return new Command({ goto: 'close', update: { end: { status: 'failed', reason: error.message } } })
    }
  }
