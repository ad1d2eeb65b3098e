import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { commandEnvironment } from '../command-environment.ts'
import { programPlaces } from './program-places.ts'
import type { EnclosedCommand, Enclosure } from './sandbox.ts'
import { systemPlaces } from './system-places.ts'

/** Where a command finds its directories, whatever they are called on the machine. */
const INSIDE = { clone: '/clone', home: '/home/agent', tmp: '/tmp' } as const

export interface Bubblewrap {
  program: string
  /** Options that this version, on this kernel, can do. */
  extra: readonly string[]
  path: string
  /** The operator's. */
  home: string
}

export async function encloseWithBubblewrap(
  { program, extra, path, home }: Bubblewrap,
  { argv, places, network }: EnclosedCommand,
): Promise<Enclosure> {
  // Shared memory on the disk: in memory, it would belong to no process and no limit would count it.
  const shared = join(places.tmp, '.shm')
  await mkdir(shared, { recursive: true, mode: 0o700 })
  const programs = programPlaces(path, { home })
  const args = [
    // The first tries for a user namespace, the second insists on one.
    ...['--unshare-all', '--unshare-user'],
    ...(network ? ['--share-net'] : []),
    ...['--uid', '1000', '--gid', '1000', '--cap-drop', 'ALL', '--hostname', 'pm-bot'],
    ...extra,
    ...['--die-with-parent', '--new-session', '--json-status-fd', '3'],
    ...systemPlaces({ network }),
    ...['--proc', '/proc', '--dev', '/dev', '--bind', shared, '/dev/shm'],
    ...[
      '--bind',
      places.tmp,
      INSIDE.tmp,
      '--dir',
      '/var',
      '--symlink',
      '../tmp',
      '/var/tmp',
      '--dir',
      '/run',
    ],
    ...['--bind', places.home, INSIDE.home, '--bind', places.clone, INSIDE.clone],
    // Last, for they may lie where the places of the attempt are put.
    ...programs.flatMap((place) => ['--ro-bind', place, place]),
    // What is not bound lies in memory: nobody may fill that either.
    ...['--remount-ro', '/dev', '--remount-ro', '/'],
    ...['--chdir', INSIDE.clone, '--', ...argv],
  ]
  return { argv: [program, ...args], cwd: '/', env: commandEnvironment({ ...INSIDE, path }) }
}
