import type { Dirent } from 'node:fs'
import { readdir, rm, rmdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { AttemptDirectory, KeptFiles, RunFiles } from '@pm-bot/domain'
import { assertNoLinks, isRunId, pathOf } from './artifact-path.ts'
import { removeTree } from './remove-tree.ts'

const TOKEN = /^[0-9a-f-]{36}$/

/** Removes what nobody names any more, and nothing that does not look like ours. */
export function openRunFiles(options: { dataDirectory: string }): RunFiles {
  const dataDirectory = resolve(options.dataDirectory)
  const attempts = join(dataDirectory, 'attempts')
  const roomOf = (runId: string) => join(attempts, runId)

  const listAttemptRooms = async () =>
    (await entriesOf(attempts)).filter((entry) => entry.isDirectory() && isRunId(entry.name)).map(nameOf)

  return {
    listAttemptRooms,

    async listAttempts() {
      const found: AttemptDirectory[] = []
      for (const runId of await listAttemptRooms()) {
        for (const entry of await entriesOf(roomOf(runId))) {
          if (entry.isDirectory() && TOKEN.test(entry.name)) found.push({ runId, token: entry.name })
        }
      }
      return found
    },

    removeAttempt: ({ runId, token }) => removeTree(join(roomOf(runId), token)),

    async removeAttemptRoom(runId) {
      try {
        await rmdir(roomOf(runId))
      } catch (error) {
        if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(codeOf(error))) throw error
      }
    },

    async removeUnnamed(runId, { uris, blobs }: KeptFiles) {
      const room = `artifacts/${runId}`
      const blobRoom = `${room}/blobs`
      const unnamed = [
        ...(await filesIn(dataDirectory, room))
          .filter((name) => !uris.has(`${room}/${name}`))
          .map(below(room)),
        ...(blobs === 'all' ? [] : await filesIn(dataDirectory, blobRoom))
          .filter((name) => blobs === 'all' || !blobs.has(name))
          .map(below(blobRoom)),
      ]
      for (const path of unnamed) await rm(join(dataDirectory, path), { force: true })
      return unnamed.length
    },

    async removeArtifact(uri) {
      const path = pathOf(dataDirectory, uri)
      try {
        await assertNoLinks(dataDirectory, uri)
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return
        throw error
      }
      await rm(path, { force: true })
    },
  }
}

const nameOf = ({ name }: Dirent) => name
const below = (room: string) => (name: string) => `${room}/${name}`
const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? ''

/** Names of what is no directory. A run's directory behind a symbolic link is not ours to tidy. */
async function filesIn(dataDirectory: string, room: string): Promise<string[]> {
  const entries = await entriesOf(join(dataDirectory, room))
  if (entries.length > 0) await assertNoLinks(dataDirectory, `${room}/any`)
  return entries.filter((entry) => !entry.isDirectory()).map(nameOf)
}

/** What is not there is empty. */
async function entriesOf(directory: string): Promise<Dirent[]> {
  try {
    return await readdir(directory, { withFileTypes: true })
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}
