import type { WarningView } from '../workspace/instance-schema.ts'

/** Room on the disk that holds the data directory. */
export interface DiskSpace {
  /** As `df` says it: of what an ordinary user may fill. */
  usedPercent: number
  freeBytes: number
}

/** From here on the operator is warned. */
export const DISK_WARNING_PERCENT = 85
/** From here on no file of a run is stored: the rest is for the database, which must not stop. */
export const DISK_FULL_PERCENT = 95

/** No room for another file. Nothing is lost by waiting until there is some. */
export class DiskFullError extends Error {
  override name = 'DiskFullError'
}

const ACTION =
  'Make room on that disk, or lower PMBOT_RETENTION_DAYS and PMBOT_RETENTION_ARTIFACT_DAYS and restart; docs/retention.md says what is kept.'

/** @throws DiskFullError that says what to do */
export function assertDiskHasRoom({ usedPercent }: DiskSpace): void {
  if (usedPercent < DISK_FULL_PERCENT) return
  throw new DiskFullError(
    `The disk with the data directory is ${Math.floor(usedPercent)} % full; no file is stored at ${DISK_FULL_PERCENT} % and above. ${ACTION}`,
  )
}

/** What the operator should know of the disk. */
export function diskWarnings({ usedPercent, freeBytes }: DiskSpace): WarningView[] {
  if (usedPercent < DISK_WARNING_PERCENT) return []
  const free = `${(freeBytes / 1e9).toFixed(1)} GB are left`
  const full = `The disk with the data directory is ${Math.floor(usedPercent)} % full; ${free}.`
  if (usedPercent < DISK_FULL_PERCENT) return [{ code: 'disk_filling', message: full, action: ACTION }]
  return [
    {
      code: 'disk_full',
      message: `${full} Runs that would store a file wait until it is below ${DISK_FULL_PERCENT} %.`,
      action: ACTION,
    },
  ]
}
