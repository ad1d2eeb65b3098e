import {
  ArtifactCorruptError,
  type ChangesetBundle,
  type ChangesetDraft,
  type GitWorkspace,
  UnbundleableChangeError,
} from '@pm-bot/domain'
import { lookUpFormerChangeset } from '@pm-bot/store'
import type { Bench } from './bench.ts'

/** Larger ones help nobody who reads. */
const MOST_BYTES = 16 * 2 ** 20

/** Puts to a change how it differs from the one that the operator wanted to be different, if there is such. */
export async function compareWithFormer(
  { context, payload, patiently }: Bench,
  draft: ChangesetDraft,
  openClone: () => Promise<GitWorkspace>,
): Promise<ChangesetDraft> {
  const { runId } = payload
  const { store, artifacts, git } = context
  const former = await patiently(() => lookUpFormerChangeset(store.database, runId))
  if (former === undefined) return draft

  const { changesetId } = former
  const read = async (artifact: { uri: string; hash: string }): Promise<ChangesetBundle> =>
    JSON.parse(Buffer.from(await artifacts.read(artifact)).toString())
  const readBlob = (hash: string) => artifacts.readBlob(runId, hash)
  try {
    const bytes =
      former.baseSha === draft.baseSha
        ? await (await openClone()).compare({
            before: await read(former.bundle),
            after: await read(draft.bundle),
            readBlob,
          })
        : await git.interdiff(await artifacts.read(former.patch), await artifacts.read(draft.patch))
    if (bytes.length > MOST_BYTES) return { ...draft, former: { changesetId, interdiff: null } }
    const interdiff = await artifacts.put({
      runId,
      kind: 'interdiff',
      title: 'How the change differs from the one before',
      contentType: 'text/x-diff',
      bytes,
    })
    return { ...draft, former: { changesetId, interdiff } }
  } catch (error) {
    // For the eye alone: the change itself must not fail by it.
    const isHopeless = error instanceof UnbundleableChangeError || error instanceof ArtifactCorruptError
    if (!isHopeless) throw error
    return { ...draft, former: { changesetId, interdiff: null } }
  }
}
