import { realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ArtifactCorruptError } from '@pm-bot/domain'

const RUN_ID = /^[0-9A-Za-z][0-9A-Za-z_-]{0,127}$/
const HASH = /^[0-9a-f]{64}$/
const URI = /^artifacts\/[0-9A-Za-z][0-9A-Za-z_-]{0,127}\/(?:blobs\/)?[0-9a-f]{64}(?:\.[a-z]{1,10})?$/

const EXTENSIONS: Record<string, string> = {
  'application/json': '.json',
  'application/x-ndjson': '.ndjson',
  'text/markdown': '.md',
  'text/plain': '.txt',
  'text/x-diff': '.diff',
}

export function artifactUri(runId: string, hash: string, contentType: string): string {
  const mediaType = contentType.split(';')[0]!.trim().toLowerCase()
  return `artifacts/${checkedRunId(runId)}/${checkedHash(hash)}${EXTENSIONS[mediaType] ?? ''}`
}

export function blobUri(runId: string, hash: string): string {
  return `artifacts/${checkedRunId(runId)}/blobs/${checkedHash(hash)}`
}

/** Absolute path of a uri. The pattern leaves no room for `..`, for another root or for a NUL. */
export function pathOf(dataDirectory: string, uri: string): string {
  if (!URI.test(uri)) throw new ArtifactCorruptError(`“${uri}” is not the address of an artifact.`)
  return join(dataDirectory, ...uri.split('/'))
}

/**
 * Refuses a directory that is reached through a symbolic link below `artifacts`.
 * `artifacts` itself may be one: that is how it is moved to a bigger disk.
 */
export async function assertNoLinks(dataDirectory: string, uri: string): Promise<void> {
  const root = await realpath(join(dataDirectory, 'artifacts'))
  const [, ...below] = dirname(uri).split('/')
  if ((await realpath(join(root, ...below))) !== join(root, ...below)) {
    throw new ArtifactCorruptError(`Artifact ${uri} lies behind a symbolic link; it is not served.`)
  }
}

export function isRunId(name: string): boolean {
  return RUN_ID.test(name)
}

function checkedRunId(runId: string): string {
  if (!isRunId(runId)) throw new TypeError(`“${runId}” cannot be a run's id.`)
  return runId
}

function checkedHash(hash: string): string {
  if (!HASH.test(hash)) throw new ArtifactCorruptError(`“${hash}” is not a SHA-256 hash.`)
  return hash
}
