import { enableCompileCache, flushCompileCache, registerHooks } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

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

// Processes are started dozens of times, and most of a start is the reading of the same code. A killed one writes no cache.
enableCompileCache(join(tmpdir(), 'pm-bot-faults-compiled'))
setTimeout(flushCompileCache, 3000).unref()
