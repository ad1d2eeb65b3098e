import { type ChangesetDraft, newId } from '@pm-bot/domain'
import type { Kysely } from 'kysely'
import { expect, test } from 'vitest'
import { up } from '../../../db/migrations/0026-changes.ts'
import { onEachDatabase } from '../conformance/each-database.ts'
import { addRepo, addRun } from '../conformance/search.ts'
import { insertChangeset, listChangesets } from './changesets.ts'

const artifact = {
  artifactId: 'a',
  kind: 'patch',
  title: 't',
  contentType: 'c',
  uri: 'u',
  hash: 'h',
  sizeBytes: 1,
} as const
const file = (path: string, additions: number, deletions: number) =>
  ({
    path,
    change: 'modified',
    additions,
    deletions,
    binary: false,
    oldMode: '100644',
    mode: '100644',
  }) as const

onEachDatabase((opened) => {
  test('the migration counts what was changed before it, as it would be today', async () => {
    const bench = opened()
    const workspaceId = newId()
    const repoId = await addRepo(bench, workspaceId)
    const runId = await addRun(bench, workspaceId, repoId, 'Sharpen the hammer')
    const changes = [[file('a', 3, 1), file('b', 40, 0)], [], [file('ü "x"', 0, 7)]]
    for (const files of changes) {
      const draft: ChangesetDraft = {
        changesetId: newId(),
        baseSha: 'b',
        branch: 'refs/heads/x',
        message: 'm',
        bundle: artifact,
        patch: artifact,
        patchId: 'p',
        files,
      }
      await bench.store.database.transaction((tx) =>
        insertChangeset(
          tx,
          { runId, repoId },
          { type: 'changeset-proposed', draft, interrupt: null, supersedes: null, interdiff: null },
          1,
        ),
      )
    }
    const before = await listChangesets(bench.store.database, { limit: 10 })

    for (const index of ['changesets_by_status', 'changesets_of_repo_by_status'])
      await bench.byOwner(`drop index ${index}`)
    for (const column of ['reason', 'secret_scan', 'file_count', 'additions', 'deletions'])
      await bench.byOwner(`alter table changeset_bundles drop column ${column}`)
    await up(bench.store.database.writer as unknown as Kysely<unknown>)

    expect(before.items.map(({ stat }) => stat)).toEqual([
      { files: 1, additions: 0, deletions: 7 },
      { files: 0, additions: 0, deletions: 0 },
      { files: 2, additions: 43, deletions: 1 },
    ])
    expect(await listChangesets(bench.store.database, { limit: 10 })).toEqual(before)
  })
})
