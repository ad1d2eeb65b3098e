import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { DiskSpace } from '@pm-bot/domain'

/** What `statfs` says of a disk, in blocks. */
export interface DiskBlocks {
  bsize: number
  blocks: number
  bfree: number
  bavail: number
}
export type Statfs = (path: string) => Promise<DiskBlocks>

/** Of the fuller disk: `artifacts` may be a link to another one. */
export async function readDiskSpace(dataDirectory: string, readBlocks: Statfs = statfs): Promise<DiskSpace> {
  const artifacts = join(dataDirectory, 'artifacts')
  const data = spaceOf(await readBlocks(dataDirectory))
  if (!existsSync(artifacts)) return data
  const ofArtifacts = spaceOf(await readBlocks(artifacts))
  return ofArtifacts.usedPercent > data.usedPercent ? ofArtifacts : data
}

/** Counts as `df` does: blocks that only root may fill are no room. */
function spaceOf({ bsize, blocks, bfree, bavail }: DiskBlocks): DiskSpace {
  const used = blocks - bfree
  const usable = used + bavail
  return { usedPercent: usable === 0 ? 0 : (used / usable) * 100, freeBytes: bavail * bsize }
}
