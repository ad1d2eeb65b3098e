import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

/** What it takes to compare one password: memory of 128 · 2^ln · r bytes, p times over. */
interface Cost {
  ln: number
  r: number
  p: number
}

interface PasswordHash extends Cost {
  salt: Buffer
  hash: Buffer
}

/** 32 MiB and about a third of a second: one of the settings that OWASP holds equal to 2^17, 8, 1. */
const COST: Cost = { ln: 15, r: 8, p: 3 }
const LEAST_LN = 14
const MOST_BYTES = 256 * 1024 * 1024
const PHC = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{43,86})$/

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt)

/** A password as a PHC string: `$scrypt$ln=15,r=8,p=3$<salt>$<hash>`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await deriveHash(password, salt, 32, COST)
  const { ln, r, p } = COST
  return `$scrypt$ln=${ln},r=${r},p=${p}$${base64(salt)}$${base64(hash)}`
}

/** In a thread of its own: the event loop goes on meanwhile. */
export async function isPassword(attempt: string, phc: string): Promise<boolean> {
  const expected = readPasswordHash(phc)
  if (!expected) throw new Error('this is no password hash')
  const { salt, hash, ...cost } = expected
  return timingSafeEqual(await deriveHash(attempt, salt, hash.length, cost), hash)
}

/** Undefined for what hashPassword cannot have made, or what costs too little or too much to compare. */
export function readPasswordHash(phc: string): PasswordHash | undefined {
  const [, ln, r, p, salt = '', hash = ''] = PHC.exec(phc) ?? []
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) }
  const isBearable =
    cost.ln >= LEAST_LN && cost.r >= 1 && cost.p >= 1 && cost.p <= 16 && bytesOf(cost) <= MOST_BYTES
  return isBearable
    ? { ...cost, salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') }
    : undefined
}

async function deriveHash(password: string, salt: Buffer, length: number, cost: Cost): Promise<Buffer> {
  const { ln, r, p } = cost
  // The same keys may type one letter in two ways.
  const options = { N: 2 ** ln, r, p, maxmem: 2 * bytesOf(cost) }
  return await derive(password.normalize('NFKC'), salt, length, options)
}

const bytesOf = ({ ln, r }: Cost) => 128 * 2 ** ln * r
const base64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')
