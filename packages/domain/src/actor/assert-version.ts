import { DomainError } from '../values/errors.ts'

/** @throws DomainError when the caller had an older row before its eyes */
export function assertVersion(noun: string, version: number, ifVersion: number | null): void {
  if (ifVersion === null || ifVersion === version) return
  throw new DomainError('version_conflict', `this ${noun} is at version ${version}; look at it again`, {
    version,
  })
}
