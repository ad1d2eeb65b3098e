import { randomBytes, randomUUID } from 'node:crypto'
import { link, open, readFile, unlink } from 'node:fs/promises'

/** 32 bytes as hexadecimal digits on a line. */
const KEY = /^[0-9a-f]{64}\n?$/

/** A key's file, 0600. Appears under its name only when it is complete. When another process was first, its key is the key. */
export async function makeKeyFile(keyFile: string): Promise<string> {
  const draft = `${keyFile}.${randomUUID()}`
  const file = await open(draft, 'wx', 0o600)
  await file.writeFile(`${randomBytes(32).toString('hex')}\n`)
  await file.sync()
  await file.close()
  await link(draft, keyFile).catch((error) => {
    if (error.code !== 'EEXIST') throw error
  })
  await unlink(draft)
  return await readFile(keyFile, 'utf8')
}

/** An empty or cut key would still work, and anybody could guess it. */
export function keyIn(text: string, keyFile: string, what: string): Buffer {
  if (!KEY.test(text)) {
    throw new Error(`${keyFile} does not hold ${what} (64 hexadecimal digits); restore it from a backup`)
  }
  return Buffer.from(text.trim(), 'hex')
}

export async function readIfThere(path: string): Promise<string | undefined> {
  return await readFile(path, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
}
