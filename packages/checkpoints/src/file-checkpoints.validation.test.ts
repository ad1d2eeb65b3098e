import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileCheckpoints } from './file-checkpoints.ts'
import { validateSaver } from './validate-saver.fixture.ts'

const directories: string[] = []

validateSaver({
  name: 'fileCheckpoints',
  createSaver: async () => {
    const directory = await mkdtemp(join(tmpdir(), 'file-checkpoints-'))
    directories.push(directory)
    const checkpoints = fileCheckpoints({ directory, assertLease: async () => {} })
    return checkpoints.forAttempt({ runId: 'run', epoch: 1 })
  },
  destroySaver: async () => {
    await rm(directories.pop()!, { recursive: true })
  },
  // Each file holds all values, so that a corrupt one costs one step. The suite excuses
  // LangGraph's memory, SQLite and MongoDB savers from this test by name.
  failing: ['should only store channel_values that have changed (based on newVersions)'],
})
