import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sha256Hex } from '@pm-bot/domain'

/** The file is not what was written. It is never served; the message names it. */
export class CheckpointCorruptError extends Error {
  override name = 'CheckpointCorruptError'
  readonly file: string

  constructor(file: string, problem: string) {
    super(`checkpoint file ${file} ${problem}`)
    this.file = file
  }
}

/**
 * Writes a file that is whole or absent whatever happens, with the SHA-256 of its content in
 * front. `mayAppear` is asked when the file is complete and may refuse it by throwing.
 */
export async function writeCheckpointFile(
  path: string,
  content: unknown,
  mayAppear: () => Promise<void>,
): Promise<void> {
  const text = JSON.stringify(content)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const temporary = join(dirname(path), `.${randomUUID()}.tmp`)
  try {
    await withSync(temporary, 'wx', (file) =>
      file.writeFile(`{"sha256":"${sha256Hex(text)}","content":${text}}\n`),
    )
    await mayAppear()
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await withSync(dirname(path), 'r')
}

const envelope = /^\{"sha256":"([0-9a-f]{64})","content":(.*)\}\n$/s

/** @throws CheckpointCorruptError when the bytes are not those that were written. */
export async function readCheckpointFile(path: string): Promise<unknown> {
  const [, hash, text] = envelope.exec(await readFile(path, 'utf8')) ?? []
  if (hash === undefined || text === undefined) {
    throw new CheckpointCorruptError(path, 'is cut off or overwritten')
  }
  if (sha256Hex(text) !== hash) throw new CheckpointCorruptError(path, 'does not have its hash')
  return JSON.parse(text)
}

async function withSync(
  path: string,
  flags: string,
  write?: (file: Awaited<ReturnType<typeof open>>) => Promise<void>,
): Promise<void> {
  const file = await open(path, flags, 0o600)
  try {
    await write?.(file)
    await file.sync()
  } finally {
    await file.close()
  }
}
