import { lstatSync, readlinkSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Where systems keep what their programs need, and nobody's own things. */
const SYSTEM = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32', '/nix/store', '/gnu/store']

/** Of `/etc`, only what programs cannot do without; nothing of users, services and their secrets. */
const SETTINGS = [
  'alternatives',
  'ca-certificates',
  'ca-certificates.conf',
  'crypto-policies',
  'debian_version',
  'fonts',
  'ld.so.cache',
  'ld.so.conf',
  'ld.so.conf.d',
  'localtime',
  'magic',
  'mime.types',
  'os-release',
  'perl',
  'pki/ca-trust/extracted',
  'pki/tls/certs',
  'protocols',
  'services',
  'ssl/certs',
  'ssl/openssl.cnf',
  'terminfo',
]

/** How names are found. Without a network none of it is of use. */
const NETWORK = ['gai.conf', 'host.conf', 'hosts', 'nsswitch.conf', 'resolv.conf']

const OURS = ['passwd', 'group'] as const

/** Bubblewrap's arguments for the system, read-only. */
export function systemPlaces({ network }: { network: boolean }): string[] {
  const settings = [...SETTINGS, ...(network ? NETWORK : [])].map((name) => `/etc/${name}`)
  return [
    ...SYSTEM.flatMap(systemPlace),
    ...settings.flatMap((path) => ['--ro-bind-try', path, path]),
    ...OURS.flatMap((name) => ['--ro-bind', ourFile(name), `/etc/${name}`]),
  ]
}

/** On most systems these are links into `/usr`. */
function systemPlace(path: string): string[] {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  if (stat?.isSymbolicLink()) return ['--symlink', readlinkSync(path), path]
  return stat?.isDirectory() ? ['--ro-bind', path, path] : []
}

/** Whether the system's places hold this path anyway. */
export const isSystemPlace = (path: string): boolean =>
  SYSTEM.some((place) => path === place || path.startsWith(`${place}/`))

const ourFile = (name: (typeof OURS)[number]) => fileURLToPath(new URL(`./etc/${name}`, import.meta.url))
