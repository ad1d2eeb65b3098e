import { enableCompileCache, flushCompileCache } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wrapPackages } from '../../../setup/wrap-packages.fixture.ts'

// These packages come with the actors, performers and ledger of the fault harness.
const WRAPPERS = {
  '@pm-bot/actors': './actors.fixture.ts',
  '@pm-bot/runtime': './runtime.fixture.ts',
  '@pm-bot/store': './store.fixture.ts',
}

wrapPackages(WRAPPERS, import.meta.url)

// Processes are started dozens of times, and most of a start is the reading of the same code. A killed one writes no cache.
enableCompileCache(join(tmpdir(), 'pm-bot-faults-compiled'))
setTimeout(flushCompileCache, 3000).unref()
