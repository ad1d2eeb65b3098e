import { spawn, spawnSync } from 'node:child_process'
import { realpathSync, rmSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { Complaint } from './complaint.mjs'

const OLDEST = 24

/**
 * Becomes `node …args` on a Node that runs TypeScript, and ends as that ends. What it compiles it keeps
 * for the next start; where it may not write there, it does without.
 */
export async function runOnNode24(root, args) {
  const node = findNode(root)
  const environment = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'), ...process.env }
  // Node 22.15 and later can replace themselves: no second process, and signals need no forwarding.
  if (process.execve && process.platform !== 'win32') process.execve(node, [node, ...args], environment)
  await runAndMirror(node, args, environment)
}

/** 67 MB of headers, for those who compile against it: nothing here does. */
export function dropNodeHeaders(root) {
  rmSync(join(ownNode(root), 'include'), { recursive: true, force: true })
}

const ownNode = (root) => join(root, 'node_modules', `node-${process.platform}-${process.arch}`)

function findNode(root) {
  // By its package's name too: npm 10 does not link the programs of optional packages into .bin.
  const own =
    realPath(join(root, 'node_modules', '.bin', 'node')) ?? realPath(join(ownNode(root), 'bin', 'node'))
  if (own && own === realPath(process.execPath) && major(process.version) >= OLDEST) return own
  // It may be built for another C library than this machine's, so it is asked.
  if (own && major(spawnSync(own, ['--version'], { encoding: 'utf8' }).stdout) >= OLDEST) return own
  if (major(process.version) >= OLDEST) return process.execPath
  throw new Complaint(
    `pm-bot needs Node ${OLDEST} or later, this is ${process.version}: install it from https://nodejs.org and try again.`,
  )
}

/** A child with our terminal: it gets our signals, we end with its exit code or by its signal. */
async function runAndMirror(node, args, env) {
  const child = spawn(node, args, { stdio: 'inherit', env })
  // A terminal sends Ctrl-C to the child itself; passing it on would count as a second one.
  const forward = (signal) => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, forward)

  const [code, signal] = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (...ended) => resolve(ended))
  })
  for (const name of signals) process.off(name, forward)
  if (!signal) process.exit(code)
  process.kill(process.pid, signal)
  setTimeout(() => process.exit(128 + constants.signals[signal]), 100)
}

function realPath(path) {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}

function major(version) {
  return Number(/^v(\d+)\./.exec(version ?? '')?.[1] ?? 0)
}
