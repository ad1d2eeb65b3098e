import { readdirSync, readFileSync } from 'node:fs'

const O_CLOEXEC = 0o2000000

/**
 * Descriptors that this process was started with, and would hand on: a lock's file, say, that whoever started the worker holds.
 * Everything that Node opens itself is closed in children. Linux only, and none elsewhere.
 */
export function inheritable(): number[] {
  return descriptors()
    .map(Number)
    .filter((fd) => fd > 2 && isHandedOn(fd))
}

function isHandedOn(fd: number): boolean {
  try {
    const flags = /^flags:\s*([0-7]+)$/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'))?.[1]
    return flags !== undefined && (Number.parseInt(flags, 8) & O_CLOEXEC) === 0
  } catch {
    // The one that the directory was read through.
    return false
  }
}

function descriptors(): string[] {
  try {
    return readdirSync('/proc/self/fd')
  } catch {
    return []
  }
}
