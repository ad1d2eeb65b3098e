import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const STAMP = 'node_modules/.pm-bot-installed.json'
// npm writes it when it is done, so a tree that has it was not interrupted.
const TREE = 'node_modules/.package-lock.json'

/** What node_modules holds of this lock file: 'full', 'runtime' (all but what tests need) or nothing usable. */
export function installedParts(root) {
  const lock = read(root, 'package-lock.json') ?? ''
  const tree = read(root, TREE)
  const stamp = parse(read(root, STAMP))
  // The tree's hash is in the stamp, because an `npm install` by hand leaves the stamp and changes the tree.
  if (stamp && stamp.lock === hash(lock) && stamp.tree === hash(tree)) return stamp.parts

  // Somebody ran npm without us: what it says it installed decides.
  const parts = partsPresent(parse(lock)?.packages ?? {}, parse(tree)?.packages)
  if (parts) writeStamp(root, parts)
  return parts
}

export function writeStamp(root, parts) {
  const stamp = { lock: hash(read(root, 'package-lock.json')), tree: hash(read(root, TREE)), parts }
  try {
    writeFileSync(join(root, STAMP), `${JSON.stringify(stamp)}\n`)
  } catch {
    // A tree installed by someone else and not ours to write to is compared again every time.
  }
}

/** Before an install: whatever interrupts it must not leave a tree that looks whole. */
export function forgetInstalled(root) {
  rmSync(join(root, STAMP), { force: true })
  rmSync(join(root, TREE), { force: true })
}

function partsPresent(wanted, present) {
  if (!present) return undefined
  let parts = 'full'
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.includes('node_modules/')) continue
    const found = present[path]
    if (found && found.version === entry.version && found.integrity === entry.integrity) continue
    if (found) return undefined
    if (entry.optional) continue
    if (!entry.dev && !entry.devOptional) return undefined
    parts = 'runtime'
  }
  return parts
}

function read(root, file) {
  try {
    return readFileSync(join(root, file), 'utf8')
  } catch {
    return undefined
  }
}

function parse(text) {
  try {
    return text && JSON.parse(text)
  } catch {
    return undefined
  }
}

function hash(text) {
  return createHash('sha256')
    .update(text ?? '')
    .digest('hex')
}
