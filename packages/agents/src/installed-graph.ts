import { pathToFileURL } from 'node:url'
import type { RunnableConfig } from '@langchain/core/runnables'
import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint'
import { DomainError } from '@pm-bot/domain'
import type { AgentGraph } from './agent-graph.ts'
import { type ForeignGraph, foreignGraph } from './foreign-graph.ts'

/** What a module may export: a compiled graph, one that is still to be compiled, or a function that makes either. */
interface Compiled extends ForeignGraph {
  checkpointer?: unknown
  /** A new graph with the same parts. */
  withConfig(config: RunnableConfig): Compiled
}

interface Uncompiled {
  compile(options: { checkpointer: BaseCheckpointSaver }): ForeignGraph
}

/** A graph of a module that the operator installed. It is loaded when its first run begins, and once in a process. */
export function installedGraph(graphId: string, module: string, exported: string): AgentGraph {
  let loaded: Promise<unknown> | undefined
  const load = (): Promise<unknown> => {
    loaded ??= import(pathToFileURL(module).href).then(
      (names: Record<string, unknown>) => names[exported],
      (error: unknown) => {
        loaded = undefined
        throw unusable(graphId, `${module} cannot be loaded: ${(error as Error).message}`)
      },
    )
    return loaded
  }
  return foreignGraph((checkpointer) => {
    let opened: Promise<ForeignGraph> | undefined
    const open = (): Promise<ForeignGraph> => {
      opened ??= load().then(async (value) => {
        const made = typeof value === 'function' ? await value({}) : value
        if (isUncompiled(made)) return made.compile({ checkpointer })
        if (!isCompiled(made)) throw unusable(graphId, `${module} exports no graph as “${exported}”`)
        // Runs of the same graph go on side by side in one process, each with checkpoints of its own.
        const own = made.withConfig({})
        own.checkpointer = checkpointer
        return own
      })
      return opened
    }
    return {
      invoke: async (input, config) => (await open()).invoke(input, config),
      getState: async (config) => (await open()).getState(config),
    }
  })
}

const has = (value: unknown, ...names: string[]): boolean =>
  typeof value === 'object' &&
  value !== null &&
  names.every((name) => typeof (value as Record<string, unknown>)[name] === 'function')

const isUncompiled = (value: unknown): value is Uncompiled => has(value, 'compile')
const isCompiled = (value: unknown): value is Compiled => has(value, 'invoke', 'getState', 'withConfig')

const unusable = (graphId: string, why: string): DomainError =>
  new DomainError('invalid_spec', `The graph ${graphId} cannot be used: ${why}`)
