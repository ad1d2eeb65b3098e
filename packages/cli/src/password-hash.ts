import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { hashPassword, LEAST_PASSWORD } from '@pm-bot/domain'
import { StartError } from '@pm-bot/instance'

/** From a prompt or standard input, never from an argument: those stand in the list of processes. */
export async function passwordHash(options: { json?: boolean }): Promise<void> {
  const password = process.stdin.isTTY ? await askTwice() : (await text(process.stdin)).replace(/\r?\n$/, '')
  if (password.length < LEAST_PASSWORD) {
    throw new StartError(`a password has at least ${LEAST_PASSWORD} characters`)
  }
  if (password.includes('\n')) throw new StartError('a password is one line')
  const hash = await hashPassword(password)
  process.stdout.write(`${options.json ? JSON.stringify({ hash }) : hash}\n`)
  if (process.stdin.isTTY) process.stderr.write('Set it as PMBOT_PASSWORD_HASH, in single quotes.\n')
}

async function askTwice(): Promise<string> {
  const password = await askUnseen('Password: ')
  if ((await askUnseen('Again: ')) === password) return password
  throw new StartError('these were two different passwords')
}

async function askUnseen(question: string): Promise<string> {
  // Readline echoes what is typed to its output, so it gets one that shows nothing.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  const stopped = new AbortController()
  lines.once('SIGINT', () => stopped.abort())
  process.stderr.write(question)
  try {
    return await lines.question('', { signal: stopped.signal })
  } catch {
    throw new StartError('stopped; nothing was made')
  } finally {
    lines.close()
    process.stderr.write('\n')
  }
}
