import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/setup/longest-first.ts'

export default defineConfig({
  test: {
    include: [
      'packages/**/*.test.ts',
      'services/**/*.test.ts',
      'scripts/**/*.test.ts',
      'tests/**/*.test.ts',
      'web/**/*.test.{ts,tsx}',
    ],
    environment: 'node',
    // LangGraph's checkpoint validation suite looks for describe and it on the global object.
    globals: true,
    globalSetup: ['tests/setup/postgres.ts', 'tests/setup/page.ts'],
    // Processes, because tests kill workers, change directories and load SQLite extensions.
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
  },
})
