import {
  ArtifactCorruptError,
  type ArtifactStore,
  type ChangesetBundle,
  type KeptFiles,
} from '@pm-bot/domain'
import { listNamedFiles, type Store } from '@pm-bot/store'

/**
 * What must stay among a run's files: all that a row names, and the contents that the bundles
 * of its changesets name by hash. If a bundle cannot be read, no content goes.
 */
export async function keptFiles(
  { database }: Store,
  artifacts: ArtifactStore,
  runId: string,
): Promise<KeptFiles> {
  const { uris, bundles } = await listNamedFiles(database, runId)
  const blobs = new Set<string>()
  for (const { uri, hash } of bundles) {
    const bundle = uri === null || hash === null ? undefined : await readBundle(artifacts, { uri, hash })
    if (!bundle) return { uris: new Set(uris), blobs: 'all' }
    for (const entry of bundle.entries) if ('hash' in entry) blobs.add(entry.hash)
  }
  return { uris: new Set(uris), blobs }
}

async function readBundle(
  artifacts: ArtifactStore,
  named: { uri: string; hash: string },
): Promise<ChangesetBundle | undefined> {
  try {
    return JSON.parse(Buffer.from(await artifacts.read(named)).toString())
  } catch (error) {
    if (error instanceof ArtifactCorruptError) return undefined
    throw error
  }
}
