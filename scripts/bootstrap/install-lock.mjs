import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Complaint } from './complaint.mjs'

const LIMIT_MS = 20 * 60_000
const BEAT_MS = 2_000
const SILENCE_MS = 30_000
const ADOPTION_MS = 10_000

/** One install at a time per clone. Whoever waits goes on when the lock is free or its owner is gone. */
export async function withInstallLock(root, work) {
  const lock = join(root, '.installing')
  await acquire(lock)

  const pids = [process.pid]
  const beat = setInterval(() => writeOwner(lock, pids), BEAT_MS)
  const owner = {
    // npm outlives us when we are killed: the lock is held until it is gone too.
    alsoHeldBy(pid) {
      pids.push(pid)
      writeOwner(lock, pids)
    },
    release() {
      clearInterval(beat)
      rmSync(lock, { recursive: true, force: true })
    },
  }
  try {
    await work(owner)
  } finally {
    owner.release()
  }
}

async function acquire(lock) {
  const deadline = Date.now() + LIMIT_MS
  while (Date.now() < deadline) {
    if (makeFolder(lock)) return writeOwner(lock, [process.pid])
    if (adoptStale(lock)) return
    await sleep(200)
  }
  throw new Complaint(`Another install of this folder does not end. If none is running, delete ${lock}`)
}

/**
 * Makes a dead owner's lock ours. It is taken over in place and under a lock of its own: two who both found it
 * stale, one of them slow, would otherwise each remove what they see, and the second would remove a living lock.
 */
function adoptStale(lock) {
  if (!isStale(lock)) return false
  const adoption = join(lock, 'adoption')
  if (age(adoption) > ADOPTION_MS) rmSync(adoption, { recursive: true, force: true })
  if (!makeFolder(adoption)) return false
  try {
    if (!isStale(lock)) return false
    writeOwner(lock, [process.pid])
    return true
  } finally {
    rmSync(adoption, { recursive: true, force: true })
  }
}

function isStale(lock) {
  const owner = readOwner(lock)
  if (!owner) return age(lock) > ADOPTION_MS
  // Process ids mean nothing from another machine or container, there only the heartbeat counts.
  if (owner.host !== hostname()) return age(join(lock, 'owner')) > SILENCE_MS
  return !owner.pids.some(isAlive)
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function readOwner(lock) {
  try {
    return JSON.parse(readFileSync(join(lock, 'owner'), 'utf8'))
  } catch {
    return undefined
  }
}

function writeOwner(lock, pids) {
  const draft = join(lock, `owner-${process.pid}`)
  try {
    // By rename, for nobody may read half an owner and think there is none.
    writeFileSync(draft, JSON.stringify({ host: hostname(), pids }))
    renameSync(draft, join(lock, 'owner'))
  } catch {
    // Removed by hand while we hold it: the install goes on.
  }
}

function age(path) {
  try {
    return Date.now() - statSync(path).mtimeMs
  } catch {
    return 0
  }
}

function makeFolder(path) {
  try {
    mkdirSync(path)
    return true
  } catch (error) {
    if (error.code === 'EEXIST' || error.code === 'ENOENT') return false
    throw new Complaint(
      `The parts of pm-bot cannot be installed, the folder is not writable: ${error.message}`,
    )
  }
}
