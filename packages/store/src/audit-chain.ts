import { createHmac, randomBytes } from 'node:crypto'
import { appendFile, open, readFile } from 'node:fs/promises'
import { canonicalJson } from '@pm-bot/domain'
import { decodeJson } from './json.ts'
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

/** The key, made when there is none yet. */
export async function readAuditKey({ keyFile }: AuditFiles): Promise<Buffer> {
  try {
    // 'wx' fails when another process was first; then its key is the key.
    const file = await open(keyFile, 'wx', 0o600)
    await file.writeFile(`${randomBytes(32).toString('hex')}\n`)
    await file.sync()
    await file.close()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return Buffer.from((await readFile(keyFile, 'utf8')).trim(), 'hex')
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

export async function appendHead({ headsFile }: AuditFiles, head: AuditHead): Promise<void> {
  await appendFile(headsFile, `${head.sealNo} ${head.hash}\n`, { mode: 0o600 })
}

export async function readHeads({ headsFile }: AuditFiles): Promise<AuditHead[]> {
  const text = await readFile(headsFile, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [sealNo, hash = ''] = line.split(' ')
      return { sealNo: Number(sealNo), hash }
    })
}
