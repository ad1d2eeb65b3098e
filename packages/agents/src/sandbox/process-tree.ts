import { readdirSync, readFileSync } from 'node:fs'

/**
 * These processes and everything that descends from them, up to a number: of a tree that grows without end, only that it is
 * too big need be known. Linux only, and nobody elsewhere.
 */
export function descendantsOf(roots: readonly number[], max: number): number[] {
  const found = new Set(roots)
  for (const pid of found) {
    if (found.size > max) break
    for (const child of childrenOf(pid)) found.add(child)
  }
  return [...found]
}

/** Of each of its threads: whoever forked is the parent. */
function childrenOf(pid: number): number[] {
  return namesIn(`/proc/${pid}/task`).flatMap((thread) =>
    numbersIn(readText(`/proc/${pid}/task/${thread}/children`)),
  )
}

/** Everything in the session of this process. Reads a file for each process of the machine. */
export function sessionOf(leader: number): number[] {
  const pids = namesIn('/proc').filter((name) => /^\d+$/.test(name))
  return pids.map(Number).filter((pid) => fieldsOf(pid)[3] === String(leader))
}

/** When it was started, in ticks since the boot: with its id it names a process for good. Undefined for one that is gone. */
export function startOf(pid: number): string | undefined {
  const fields = fieldsOf(pid)
  return fields[0] === 'Z' ? undefined : fields[19]
}

/** Of `/proc/<pid>/stat`, from the state on; the name before it may hold blanks and brackets. */
function fieldsOf(pid: number): string[] {
  const text = readText(`/proc/${pid}/stat`)
  return text.slice(text.lastIndexOf(')') + 2).split(' ')
}

/** Memory that these hold, in bytes; what several of them share is counted more than once. */
export const memoryAtMost = (pids: readonly number[]): number =>
  sum(pids.map((pid) => kilobytes(`/proc/${pid}/status`, ['RssAnon', 'RssShmem', 'VmSwap'])))

/** The same with what is shared counted once. Takes long: the system walks all of it. */
export const memoryOf = (pids: readonly number[]): number =>
  sum(pids.map((pid) => kilobytes(`/proc/${pid}/smaps_rollup`, ['Pss_Anon', 'Pss_Shmem', 'SwapPss'])))

function kilobytes(file: string, names: readonly string[]): number {
  const lines = readText(file).split('\n')
  return sum(
    names.map((name) => {
      const line = lines.find((candidate) => candidate.startsWith(`${name}:`))
      return line === undefined ? 0 : 1024 * Number.parseInt(line.slice(name.length + 1), 10)
    }),
  )
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}

/** Empty for a process that is gone. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

const numbersIn = (text: string) => text.split(' ').filter(Boolean).map(Number)
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
