import { newId, type SearchHit } from '@pm-bot/domain'
import type { Kysely } from 'kysely'
import { expect, test } from 'vitest'
import { up } from '../../../db/migrations/0021-search.ts'
import { onEachDatabase } from '../conformance/each-database.ts'
import { addRepo, addRun, commentOf, issueOf } from '../conformance/search.ts'
import { mergeIssues } from './cached-objects.ts'
import { saveComments } from './github-comments.ts'
import { searchAll } from './search.ts'

onEachDatabase((opened) => {
  test('the migration indexes what was there before it, as it would be today', async () => {
    const bench = opened()
    const workspaceId = newId()
    const repoId = await addRepo(bench, workspaceId)
    const texts = ['Über', 'src/app.ts', 'ß 1e5', '日本語', 'x'.repeat(100), 'ﬁle ½ İ', '']
    const numbers = Array.from({ length: 600 }, (_, index) => index + 1)
    await bench.store.database.transaction(async (tx) => {
      await mergeIssues(
        tx,
        repoId,
        numbers.map((number) =>
          issueOf({
            number,
            title: `a ${texts[number % 7]}`,
            isPull: number % 5 === 0,
            raw: { body: 'Größe' },
          }),
        ),
      )
      await saveComments(
        tx,
        repoId,
        numbers.map((id) => commentOf({ id, number: id, body: `b ${texts[id % 7]}`, path: 'web/main.ts' })),
      )
    })
    await addRun(bench, workspaceId, repoId, 'Sharpen the hammer')
    const entries = async () =>
      (
        await bench.store.database.read.selectFrom('search_entries').selectAll().orderBy('source').execute()
      ).map(({ entry_id: _, ...row }) => row)
    const before = await entries()

    if (bench.store.database.dialect === 'sqlite') await bench.byOwner('drop table search_words')
    await bench.byOwner('drop table search_entries')
    await up(bench.store.database.writer as unknown as Kysely<never>)

    expect(before).toHaveLength(1201)
    expect(await entries()).toEqual(before)
    const kindsOf = async (q: string) =>
      (await searchAll(bench.store.database, { q, limit: 50 })).items.map(({ kind }: SearchHit) => kind)
    expect(await kindsOf('hamm')).toEqual(['run'])
    expect(new Set(await kindsOf('grosse'))).toEqual(new Set(['issue', 'pull_request']))
    expect(new Set(await kindsOf('web/main.ts'))).toEqual(new Set(['comment']))
  })
})
