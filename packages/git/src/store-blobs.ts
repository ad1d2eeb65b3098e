import { type ArtifactStore, UnbundleableChangeError } from '@pm-bot/domain'
import type { TreeChange } from './diff-trees.ts'
import { displayPath } from './display-path.ts'
import { MAX_FILE_BYTES, MAX_TOTAL_BYTES } from './limits.ts'
import type { RunGit } from './run-git.ts'

/** What is in memory, and open, at once; a single blob may be bigger. */
const BATCH_BYTES = 16 * 2 ** 20
const BATCH_FILES = 64

interface BlobSource {
  gitDir: string
  changes: readonly TreeChange[]
  runId: string
  artifacts: ArtifactStore
}

/** Stores the new contents of changed files; answers with the SHA-256 of each git object id. */
export async function storeBlobs(runGit: RunGit, source: BlobSource): Promise<Map<string, string>> {
  const hashes = new Map<string, string>()
  for (const batch of batchesOf(await sizesOf(runGit, source))) {
    const maxOutputBytes = batch.reduce((sum, { size }) => sum + size + 200, 0)
    const input = batch.map(({ id }) => `${id}\n`).join('')
    const args = ['cat-file', '--batch'] as const
    const { stdout } = await runGit({ gitDir: source.gitDir, args, input, maxOutputBytes })

    let next = 0
    const storing = batch.map(async ({ id, size }) => {
      const start = stdout.indexOf('\n', next) + 1
      next = start + size + 1
      hashes.set(id, await source.artifacts.putBlob(source.runId, stdout.subarray(start, start + size)))
    })
    await Promise.all(storing)
  }
  return hashes
}

interface SizedBlob {
  id: string
  size: number
}

async function sizesOf(runGit: RunGit, { gitDir, changes }: BlobSource): Promise<SizedBlob[]> {
  const paths = new Map(
    changes
      .filter(({ mode }) => mode !== null && mode !== '160000')
      .map(({ id, path }): [string, Buffer] => [id, path]),
  )
  if (paths.size === 0) return []
  const input = [...paths.keys()].map((id) => `${id}\n`).join('')
  const args = ['cat-file', '--batch-check=%(objectname) %(objectsize)'] as const
  const { stdout } = await runGit({ gitDir, args, input })

  let total = 0
  return stdout
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [id, digits] = line.split(' ') as [string, string]
      const size = Number(digits)
      total += size
      if (size > MAX_FILE_BYTES || total > MAX_TOTAL_BYTES) throw tooBig(paths.get(id)!, size)
      return { id, size }
    })
}

function tooBig(path: Buffer, size: number): UnbundleableChangeError {
  const mebibytes = Math.ceil(size / 2 ** 20)
  return new UnbundleableChangeError(
    `${displayPath(path)} (${mebibytes} MiB) makes the change too big: a file may have ${MAX_FILE_BYTES / 2 ** 20} MiB, ` +
      `all of them ${MAX_TOTAL_BYTES / 2 ** 20} MiB. Leave it out with .gitignore.`,
  )
}

function batchesOf(blobs: readonly SizedBlob[]): SizedBlob[][] {
  const batches: SizedBlob[][] = []
  let room = 0
  for (const blob of blobs) {
    const batch = batches.at(-1)
    if (batch && blob.size <= room && batch.length < BATCH_FILES) {
      batch.push(blob)
      room -= blob.size
    } else {
      batches.push([blob])
      room = BATCH_BYTES - blob.size
    }
  }
  return batches
}
