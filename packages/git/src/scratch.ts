import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Lends a directory that is gone afterwards. */
export async function withScratch<T>(parent: string, work: (scratch: string) => Promise<T>): Promise<T> {
  const scratch = await mkdtemp(join(parent, 'scratch-'))
  try {
    return await work(scratch)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
