import type { ChildProcess } from 'node:child_process'
import type { Readable } from 'node:stream'

/**
 * Reads what bubblewrap reports on descriptor 3. It gives the command's exit code only where the command was started; its own
 * exit code alone does not tell a command that failed from one that never was.
 */
export function hearStatus(bubblewrap: ChildProcess): { commandBegan: Promise<boolean> } {
  const channel = bubblewrap.stdio[3] as Readable
  let text = ''
  channel.setEncoding('utf8')
  channel.on('data', (chunk: string) => {
    text += chunk
  })
  const { promise, resolve } = Promise.withResolvers<boolean>()
  channel.once('close', () => resolve(text.includes('"exit-code"')))
  channel.on('error', () => {})
  return { commandBegan: promise }
}
