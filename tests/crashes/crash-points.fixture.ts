import { wrapPackages } from '../setup/wrap-packages.fixture.ts'
import { untilTold } from './reach.fixture.ts'

// The doors of these packages lead through a wrapper that stops at crash points.
const WRAPPERS = {
  '@pm-bot/store': './stopping-store.fixture.ts',
  '@pm-bot/git': './stopping-git.fixture.ts',
  '@pm-bot/files': './stopping-files.fixture.ts',
  '@pm-bot/agents': './stopping-agents.fixture.ts',
}

wrapPackages(WRAPPERS, import.meta.url)
await untilTold()
