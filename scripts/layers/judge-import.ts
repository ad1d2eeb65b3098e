import { isBuiltin } from 'node:module'
import { posix } from 'node:path'
import { isTest, type LayerTable, ourPackage, workspaceOf } from './layer-table.ts'

const MIGRATIONS = 'db/migrations'

/** What is wrong with this import, if anything. */
export function judgeImport(path: string, specifier: string, layers: LayerTable): string | undefined {
  if (path.startsWith(`${MIGRATIONS}/`)) return judgeMigration(specifier)
  const workspace = workspaceOf(path, layers)
  if (!workspace) return `${path} belongs to no workspace of the layer table in scripts/check-layers.ts`
  if (specifier.startsWith('.')) return judgeRelative(path, specifier, workspace)
  if (specifier.startsWith('/') || specifier.startsWith('file:')) return 'imports by absolute path'

  const ours = ourPackage(specifier)
  if (!ours) return undefined
  if (ours.inside) return `imports the inside of @pm-bot/${ours.name}; import what its src/index.ts exports`
  const allowed = layers[workspace] ?? []
  if (allowed.includes(ours.name) || isTest(path)) return undefined
  if (workspace.endsWith(`/${ours.name}`)) return `imports its own package by name; use a relative path`
  return `${workspace} may import ${allowed.join(', ') || 'nothing of ours'}, not ${ours.name}`
}

function judgeRelative(path: string, specifier: string, workspace: string): string | undefined {
  const target = posix.join(posix.dirname(path), specifier)
  if (target.startsWith(`${workspace}/`)) return undefined
  if (isTest(path) && target.startsWith('tests/')) return undefined
  // The migrations stand at the root for everyone to see, and are the store's.
  if (workspace === 'packages/store' && target.startsWith(`${MIGRATIONS}/`)) return undefined
  return `imports ${target}, outside of ${workspace}; import the package by its name`
}

/** A migration is frozen: what it imports from us would change under it. */
function judgeMigration(specifier: string): string | undefined {
  if (specifier === 'kysely' || specifier.startsWith('kysely/')) return undefined
  return `a migration imports nothing but kysely, not ${specifier}${isBuiltin(specifier) ? ' (a part of Node)' : ''}`
}
