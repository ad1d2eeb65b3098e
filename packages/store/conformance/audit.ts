import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type AuditEventView, createRedactor, newId } from '@pm-bot/domain'
import { beforeEach, describe, expect, test } from 'vitest'
import { recordAudit } from '../src/audit.ts'
import { type AuditFiles, chainHash, readAuditKey } from '../src/audit-chain.ts'
import { eachAudit, listAudit } from '../src/audit-list.ts'
import { sealAudit } from '../src/audit-seal.ts'
import { verifyAudit } from '../src/audit-verify.ts'
import type { Bench } from './bench.ts'
import { addRepo, addRun } from './search.ts'

let trails = 0

export function describeAudit(bench: () => Bench): void {
  let files: AuditFiles
  beforeEach(async () => {
    trails += 1
    const file = (name: string) => join(bench().directory, `${name}-${trails}`)
    files = { keyFile: file('key'), headsFile: file('heads') }
    for (const table of ['audit_seals', 'audit_unsealed', 'audit_events']) await write(`delete from ${table}`)
  })

  const write = (text: string) => bench().byOwner(text)
  const record = (count: number, runId: string | null = null, secrets: string[] = []) =>
    bench().store.database.transaction((tx) =>
      recordAudit(
        tx,
        Array.from({ length: count }, (_, n) => ({
          type: 'happened',
          workspaceId: null,
          runId,
          payload: { n, text: 'a\0b\ud800 hunter22', nested: { z: 1.5, a: [1e21, -0] } },
        })),
        createRedactor(secrets),
      ),
    )
  const seal = () => sealAudit(bench().store.database, files)
  const verify = () => verifyAudit(bench().store.database, files)
  const trail = async () =>
    await bench()
      .store.database.read.selectFrom('audit_seals')
      .innerJoin('audit_events as event', 'event.event_id', 'audit_seals.event_id')
      .selectAll('event')
      .select(['seal_no', 'hash'])
      .orderBy('seal_no')
      .execute()
  const problems = async () => (await verify()).problems.map(({ sealNo, problem }) => `${sealNo}: ${problem}`)

  describe('the audit trail', () => {
    test('is sealed and found whole, whatever waits', async () => {
      await record(3)
      expect(await verify()).toEqual({ ok: true, sealedTo: 0, unsealed: 3, problems: [] })
      expect(await seal()).toBe(3)
      expect(await seal()).toBe(0)
      await record(2)
      expect(await verify()).toEqual({ ok: true, sealedTo: 3, unsealed: 2, problems: [] })
      await seal()
      expect(await verify()).toEqual({ ok: true, sealedTo: 5, unsealed: 0, problems: [] })
      expect((await stat(files.keyFile)).mode & 0o777).toBe(0o600)
      expect((await readFile(files.headsFile, 'utf8')).split('\n').map((line) => line.split(' ')[0])).toEqual(
        ['3', '5', ''],
      )
    })

    test('is sealed in batches, and longer than a batch of verification', async () => {
      for (let n = 0; n < 5; n += 1) await record(300)
      expect([await seal(), await seal(), await seal(), await seal()]).toEqual([500, 500, 500, 0])
      expect(await verify()).toMatchObject({ ok: true, sealedTo: 1500 })
    })

    test('is one chain, though several seal it at once', async () => {
      for (let n = 0; n < 4; n += 1) await record(300)
      const beside = bench().dialect === 'postgres' ? await bench().openBeside() : bench().store
      const sealed = await Promise.all(
        [beside, bench().store, beside, bench().store].map((store) => sealAudit(store.database, files)),
      )
      expect(sealed.reduce((sum, each) => sum + each)).toBe(1200)
      expect(await verify()).toMatchObject({ ok: true, sealedTo: 1200, unsealed: 0 })
    })

    test('holds no secret', async () => {
      await record(1, null, ['hunter22'])
      expect(JSON.stringify((await listAudit(bench().store.database, { limit: 1 })).items)).not.toContain(
        'hunter22',
      )
    })

    test('writes down a head that a crash kept from its file', async () => {
      await record(2)
      await seal()
      await writeFile(files.headsFile, '')
      await seal()
      expect(await readFile(files.headsFile, 'utf8')).toMatch(/^2 [0-9a-f]{64}\n$/)
    })
  })

  describe('verification finds', () => {
    const sealed = async () => {
      await record(6)
      await seal()
      const rows = await trail()
      return rows.map((row) => ({ ...row, quoted: `'${row.event_id}'` }))
    }

    test('an event that was edited, in its payload or beside it', async () => {
      const [, second, third] = await sealed()
      await write(`update audit_events set payload = '{"n":7}' where event_id = ${second!.quoted}`)
      await write(`update audit_events set type = 'never happened' where event_id = ${third!.quoted}`)
      expect(await problems()).toEqual([
        '2: the event, its place or its seal was changed',
        '3: the event, its place or its seal was changed',
      ])
      expect(await verify()).toMatchObject({ ok: false, sealedTo: 6 })
    })

    test('an event that was deleted, with its seal and without', async () => {
      const [, second, , fourth] = await sealed()
      await write(`delete from audit_events where event_id in (${second!.quoted}, ${fourth!.quoted})`)
      await write(`delete from audit_seals where event_id = ${fourth!.quoted}`)
      const found = await problems()
      expect(found).toContain('2: the event was deleted')
      expect(found).toContain('5: the chain jumps from 3 to 5')
    })

    test('an event that was inserted, unsealed or sealed', async () => {
      const [first] = await sealed()
      const insert = (id: string) =>
        write(`insert into audit_events select '${id}', workspace_id, run_id, thread_id, node_id, type, payload, created_at
               from audit_events where event_id = ${first!.quoted}`)
      await insert('slipped in')
      expect(await problems()).toEqual(['null: the event is in no chain and waits for none'])
      await write(`insert into audit_seals values (7, 'slipped in', '${'0'.repeat(64)}')`)
      expect(await problems()).toEqual(['7: the event, its place or its seal was changed'])
    })

    test('two events that changed places', async () => {
      const [first, second] = await sealed()
      await write(`update audit_seals set event_id = 'aside' where seal_no = 1`)
      await write(`update audit_seals set event_id = ${first!.quoted} where seal_no = 2`)
      await write(`update audit_seals set event_id = ${second!.quoted} where seal_no = 1`)
      expect(await problems()).toEqual([
        '1: the event, its place or its seal was changed',
        '2: the event, its place or its seal was changed',
      ])
    })

    test('a trail that was cut off, also when it has grown again', async () => {
      const [, , , fourth] = await sealed()
      await write(`delete from audit_events where event_id >= ${fourth!.quoted}`)
      await write('delete from audit_seals where seal_no >= 4')
      expect(await problems()).toEqual(['3: the trail was cut off: it had reached 6 and now ends at 3'])
      await record(5)
      await seal()
      expect(await problems()).toEqual(['6: the chain was rewritten: its hash is not the one on file'])
    })

    test('a trail that was emptied', async () => {
      await sealed()
      for (const table of ['audit_seals', 'audit_events']) await write(`delete from ${table}`)
      expect(await problems()).toEqual(['0: the trail was cut off: it had reached 6 and now ends at 0'])
    })

    test('a chain that was rewritten as a whole without the key', async () => {
      await sealed()
      let head = { sealNo: 0, hash: '' }
      for (const { seal_no, hash: _, quoted: __, ...event } of (await trail()).map((row) => ({
        ...row,
        quoted: '',
      }))) {
        const forged = { ...event, type: 'never happened' }
        head = { sealNo: seal_no, hash: chainHash(Buffer.alloc(32), head, forged) }
        await write(`update audit_events set type = 'never happened' where event_id = '${event.event_id}'`)
        await write(`update audit_seals set hash = '${head.hash}' where seal_no = ${seal_no}`)
      }
      const found = await problems()
      for (const n of [1, 2, 3, 4, 5, 6])
        expect(found).toContain(`${n}: the event, its place or its seal was changed`)
      expect(found).toContain('6: the chain was rewritten: its hash is not the one on file')
    })

    test('a chain that was rewritten as a whole with the key', async () => {
      await sealed()
      const key = await readAuditKey(files)
      let head = { sealNo: 0, hash: '' }
      for (const { seal_no, hash: _, ...event } of await trail()) {
        head = { sealNo: seal_no, hash: chainHash(key, head, { ...event, type: 'never happened' }) }
        await write(`update audit_seals set hash = '${head.hash}' where seal_no = ${seal_no}`)
      }
      await write(`update audit_events set type = 'never happened'`)
      expect(await problems()).toEqual(['6: the chain was rewritten: its hash is not the one on file'])
    })
  })

  describe('the audit list', () => {
    test('comes in pages, newest first, each event once', async () => {
      await record(5, 'run-1')
      await record(3, 'run-2')
      await seal()
      const { database } = bench().store
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await listAudit(database, { limit: 3, cursor, runId: 'run-1' })
        seen.push(...page.items.map(({ id }) => id))
        cursor = page.nextCursor ?? undefined
      } while (cursor)
      expect(seen).toHaveLength(5)
      expect(seen).toEqual([...new Set(seen)].sort().reverse())
      const all = await listAudit(database, { limit: 8 })
      expect(all).toMatchObject({ nextCursor: null, items: { length: 8 } })
      expect(all.items[0]).toMatchObject({
        runId: 'run-2',
        type: 'happened',
        sealNo: 8,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        payload: { text: 'a\ufffdb\ufffd hunter22' },
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}Z$/),
      })
    })

    test('is looked through by type, actor, run and repository, page by page', async () => {
      const { database } = bench().store
      const [workspaceId, elsewhere] = [newId(), newId()]
      const repoId = await addRepo(bench(), workspaceId)
      const other = await addRepo(bench(), elsewhere)
      const runId = await addRun(bench(), workspaceId, repoId, 'g')
      const otherRun = await addRun(bench(), elsewhere, other, 'g')
      const note = (type: string, run: string | null, payload: Record<string, unknown>) =>
        database.transaction((tx) =>
          recordAudit(tx, [{ type, workspaceId: null, runId: run, payload }], createRedactor([])),
        )
      for (let n = 0; n < 5; n += 1) {
        await note('status-changed', runId, { n, by: 'operator' })
        await note('item-opened', runId, { n, by: null })
        await note('repo-changed', null, { n, repoId, by: 'worker' })
      }
      await note('status-changed', otherRun, { by: 'operator' })
      // More than are looked through before the index is asked.
      await database.transaction((tx) =>
        recordAudit(
          tx,
          Array.from({ length: 450 }, () => ({ type: 'noise', workspaceId: null, runId: null, payload: {} })),
          createRedactor([]),
        ),
      )
      await note('repo-changed', null, { n: 5, repoId, by: 'operator' })

      const found = async (filters: object, limit = 4) => {
        const seen: string[] = []
        let cursor: string | undefined
        do {
          const page = await listAudit(database, { limit, cursor, ...filters })
          expect(page.items.length).toBeLessThanOrEqual(limit)
          seen.push(...page.items.map(({ id }) => id))
          cursor = page.nextCursor ?? undefined
        } while (cursor)
        expect(seen).toEqual([...new Set(seen)].sort().reverse())
        return seen.length
      }
      expect(await found({ type: 'status-changed' })).toBe(6)
      expect(await found({ by: 'operator' })).toBe(7)
      expect(await found({ by: 'operator', type: 'repo-changed' })).toBe(1)
      expect(await found({ runId, type: 'item-opened' })).toBe(5)
      expect(await found({ runId, by: 'operator' })).toBe(5)
      expect(await found({ repoId })).toBe(16)
      expect(await found({ repoId }, 50)).toBe(16)
      expect(await found({ repoId, type: 'repo-changed' })).toBe(6)
      expect(await found({ repoId, by: 'operator' })).toBe(6)
      expect(await found({ repoId: other })).toBe(1)
      expect(await found({ repoId: newId() })).toBe(0)
      expect(await found({ by: "' or 1=1" })).toBe(0)
      const all: AuditEventView[] = []
      for await (const event of eachAudit(database, { repoId })) all.push(event)
      expect(all.map(({ type }) => type).filter((type) => type === 'repo-changed')).toHaveLength(6)
    })

    test('refuses a cursor that is none', async () => {
      await expect(listAudit(bench().store.database, { limit: 1, cursor: `' or 1` })).rejects.toThrow(
        'this cursor',
      )
    })
  })
}
