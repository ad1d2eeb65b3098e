import { registerHooks } from 'node:module'
import { untilTold } from './reach.fixture.ts'

/**
 * Loaded into a process of the product with `node --import`, before its own main, which then
 * runs unchanged: the doors of these packages lead through a wrapper that stops at crash points.
 */
const WRAPPERS: Record<string, string> = {
  '@pm-bot/store': './stopping-store.fixture.ts',
  '@pm-bot/git': './stopping-git.fixture.ts',
  '@pm-bot/files': './stopping-files.fixture.ts',
  '@pm-bot/agents': './stopping-agents.fixture.ts',
}

registerHooks({
  resolve(specifier, context, nextResolve) {
    const wrapper = WRAPPERS[specifier]
    return nextResolve(wrapper === undefined ? specifier : new URL(wrapper, import.meta.url).href, context)
  },
})

await untilTold()
