import { execFile } from 'node:child_process'
import { closeSync, constants, openSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'

/**
 * A pipe for a command's output. Node would give the command a socket, which cannot be opened
 * by name: `echo … > /dev/stderr` fails there with “No such device or address”.
 */
export async function openPipe(
  directory: string,
): Promise<{ reader: Socket; writer: number; closeWriter: () => void }> {
  const place = await mkdtemp(join(directory, 'pipe-'))
  try {
    const path = join(place, 'output')
    await promisify(execFile)('mkfifo', ['-m', '600', path])
    // Without O_NONBLOCK, opening one end waits for the other.
    const reading = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    const writer = openSync(path, constants.O_WRONLY)
    const reader = new Socket({ fd: reading, readable: true, writable: false })
    return { reader, writer, closeWriter: () => closeSync(writer) }
  } finally {
    // Open, it needs no name.
    await rm(place, { recursive: true })
  }
}
