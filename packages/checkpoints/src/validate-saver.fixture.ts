import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint'
import { deltaChannelHistoryTests, specTest } from '@langchain/langgraph-checkpoint-validation'
import { expect, it, test } from 'vitest'

interface Validation {
  name: string
  createSaver(): Promise<BaseCheckpointSaver>
  destroySaver(): Promise<void>
  /** Titles of tests that a saver fails on purpose. One that passes, or is gone, is an error. */
  failing?: readonly string[]
}

/**
 * LangGraph's own suite for savers, and the part of it that is opt-in. It finds vitest on the
 * global object, and knows no expected failures: this gives it an `it` that does.
 */
export function validateSaver({ name, createSaver, destroySaver, failing = [] }: Validation): void {
  const met = new Set<string>()
  const suite = globalThis as unknown as { it: typeof it }
  suite.it = new Proxy(it, {
    apply(_target, _this, [title, ...rest]: [string, () => void]) {
      if (!failing.includes(title)) return it(title, ...rest)
      met.add(title)
      return it.fails(title, ...rest)
    },
  })

  const initializer = {
    checkpointerName: name,
    createCheckpointer: createSaver,
    destroyCheckpointer: destroySaver,
  }
  specTest(initializer)
  deltaChannelHistoryTests(initializer)

  test('the list of expected failures names tests that exist', () => {
    expect([...met]).toEqual(failing)
  })
}
