import { accessSync, constants, existsSync, type Stats, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type Finding, verdictsOf } from './finding.ts'

const { ok, warning, problem } = verdictsOf('data directory')

/** Looks at the directory without making it. */
export function checkDataDirectory(path: string): Finding[] {
  const root = resolve(path)
  if (!existsSync(root)) {
    const parent = nearestExisting(root)
    return isWritable(parent)
      ? [ok(`${root} is not there yet; the first start makes it.`)]
      : [
          problem(
            `${root} cannot be made: ${parent} is not writable.`,
            'Make that writable, or set PMBOT_DATA_DIR.',
          ),
        ]
  }
  const rooms = [root, join(root, 'control_plane')].filter(existsSync)
  const findings = [...checkRooms(rooms), ...checkKeys(join(root, 'control_plane'))]
  return findings.length > 0 ? findings : [ok(`${root} is yours, writable, and closed to others.`)]
}

export const nearestExisting = (path: string): string =>
  existsSync(path) ? path : nearestExisting(dirname(path))

function checkRooms(rooms: string[]): Finding[] {
  return rooms.flatMap((room) => {
    const stats = statSync(room)
    if (!stats.isDirectory())
      return [problem(`${room} is not a directory.`, 'Move it away, or set PMBOT_DATA_DIR.')]
    if (!isWritable(room))
      return [
        problem(
          `${room} is not writable.`,
          `Give it to the user who runs pm-bot: chown ${process.getuid?.() ?? ''} ${room}`,
        ),
      ]
    if (!isOwn(stats))
      return [
        warning(
          `${room} belongs to another user (${stats.uid}).`,
          'Run pm-bot as that user, or give the directory to yours.',
        ),
      ]
    if (isOpen(stats)) return [warning(`Others on this machine may read ${room}.`, `Run: chmod 700 ${room}`)]
    return []
  })
}

/** What whoever has a key can do. */
const KEYS = {
  'audit.key': 'with which the audit trail could be forged',
  'secrets.key': 'which opens the secrets of notifiers',
}

const checkKeys = (room: string): Finding[] =>
  Object.entries(KEYS).flatMap(([name, harm]) => {
    const file = join(room, name)
    if (!existsSync(file) || !isOpen(statSync(file))) return []
    return [problem(`Others on this machine may read ${file}, ${harm}.`, `Run: chmod 600 ${file}`)]
  })

const isOpen = ({ mode }: Stats): boolean => (mode & 0o077) !== 0
const isOwn = ({ uid }: Stats): boolean => uid === (process.getuid?.() ?? uid)

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}
