import { createHmac } from 'node:crypto'
import { open } from 'node:fs/promises'
import { canonicalJson } from '@pm-bot/domain'
import { decodeJson } from './json.ts'
import { keyIn, makeKeyFile, readIfThere } from './key-file.ts'
import type { Tables } from './tables.ts'

/** Where the chain is anchored outside of the database, so that whoever can rewrite the one cannot forge the other. */
export interface AuditFiles {
  /** The HMAC key, 0600. */
  keyFile: string
  /** One line for each batch: how far the chain went, and its hash there. */
  headsFile: string
}

export interface AuditHead {
  sealNo: number
  hash: string
}

export const CHAIN_START: AuditHead = { sealNo: 0, hash: '' }

/**
 * The key, made when there is none yet. Where heads were written it is missing, not new: another
 * key would call the whole trail forged.
 */
export async function readAuditKey(files: AuditFiles): Promise<Buffer> {
  const { keyFile } = files
  let text = await readIfThere(keyFile)
  if (text === undefined) {
    if (await readLastHead(files)) throw new Error(`${keyFile} is missing; restore it from a backup`)
    text = await makeKeyFile(keyFile)
  }
  return keyIn(text, keyFile, 'an audit key')
}

/** The hash of one event in its place: it covers the event, its number and all before it. */
export function chainHash(key: Buffer, before: AuditHead, event: Tables['audit_events']): string {
  const { payload, ...columns } = event
  return createHmac('sha256', key)
    .update(
      canonicalJson({
        sealNo: before.sealNo + 1,
        before: before.hash,
        ...columns,
        payload: decodeJson(payload),
      }),
    )
    .digest('hex')
}

/** On a line of its own: what a power cut left of the line before must not become a part of this one. */
export async function appendHead({ headsFile }: AuditFiles, head: AuditHead): Promise<void> {
  const file = await open(headsFile, 'a+', 0o600)
  try {
    const { size } = await file.stat()
    const { buffer } = await file.read(Buffer.alloc(1, '\n'), 0, 1, Math.max(0, size - 1))
    const lineEnd = buffer.toString() === '\n' ? '' : '\n'
    await file.appendFile(`${lineEnd}${head.sealNo} ${head.hash}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}

export async function readHeads({ headsFile }: AuditFiles): Promise<AuditHead[]> {
  return parseHeads((await readIfThere(headsFile)) ?? '')
}

/** From the end of the file, which grows for as long as the instance lives. */
export async function readLastHead({ headsFile }: AuditFiles): Promise<AuditHead | undefined> {
  const file = await open(headsFile, 'r').catch((error) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (!file) return undefined
  try {
    const { size } = await file.stat()
    const start = Math.max(0, size - 4096)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, start)
    return parseHeads(buffer.subarray(0, bytesRead).toString()).at(-1)
  } finally {
    await file.close()
  }
}

/** Lines that are whole; a torn one says nothing, and the next round writes that head again. */
function parseHeads(text: string): AuditHead[] {
  return [...text.matchAll(/^(\d{1,15}) ([0-9a-f]{64})$/gm)].map(([, sealNo, hash = '']) => ({
    sealNo: Number(sealNo),
    hash,
  }))
}
