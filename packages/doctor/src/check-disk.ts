import { resolve } from 'node:path'
import { type DiskSpace, diskWarnings } from '@pm-bot/domain'
import { openArtifactStore } from '@pm-bot/files'
import { nearestExisting } from './check-data-directory.ts'
import { type Finding, verdictsOf } from './finding.ts'

const { ok, warning, problem } = verdictsOf('disk')

export async function checkDisk(dataDirectory: string): Promise<Finding> {
  const place = nearestExisting(resolve(dataDirectory))
  return judgeDisk(await openArtifactStore({ dataDirectory: place }).diskSpace())
}

export function judgeDisk(space: DiskSpace): Finding {
  const [told] = diskWarnings(space)
  if (told) return (told.code === 'disk_full' ? problem : warning)(told.message, told.action)
  const free = (space.freeBytes / 1e9).toFixed(1)
  return ok(
    `The disk with the data directory is ${Math.floor(space.usedPercent)} % full; ${free} GB are left.`,
  )
}
