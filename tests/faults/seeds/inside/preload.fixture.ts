import { registerHooks } from 'node:module'

/**
 * Loaded into a process of the product with `node --import`, before its own main, which then runs
 * unchanged: these packages come with the actors, performers and ledger of the fault harness.
 */
const WRAPPERS: Record<string, string> = {
  '@pm-bot/actors': './actors.fixture.ts',
  '@pm-bot/runtime': './runtime.fixture.ts',
  '@pm-bot/store': './store.fixture.ts',
}

registerHooks({
  resolve(specifier, context, nextResolve) {
    const wrapper = WRAPPERS[specifier]
    return nextResolve(wrapper === undefined ? specifier : new URL(wrapper, import.meta.url).href, context)
  },
})
